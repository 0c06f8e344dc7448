// What lies beside the shared database for the other program and for people, in files of the shared folder, so that it
// is there also when the database is not: which damaged databases were set aside, how many records wait in the kiosk's
// private folder where the agent cannot look, and that the agent asks the kiosk to look for damage. Whoever may write
// in the folder may write these too: they mislead people, and make the kiosk look; it believes nothing else of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sync/base/result.h"

namespace minbar::store {

struct SetAside {
  std::string file{};        // its name in the shared folder
  std::int64_t kept = 0;     // records of the chain that were brought over
  std::int64_t missing = 0;  // that were not, and were not known to be lost before
  // The disk did not give all of it, and later it may; or a later file lacks what this one may have.
  bool to_be_read = false;
  std::uint32_t next_page = 1;  // where it is then read from
  std::int64_t turn = 0;        // a later one has a higher; notes from before there were turns have none
  bool noted = true;            // its note is there; without it nobody knows what is missing
  bool operator==(const SetAside&) const = default;
};

// By name. Of one whose note is lost the numbers are 0.
[[nodiscard]] std::vector<SetAside> set_aside_in(const std::filesystem::path& folder);
[[nodiscard]] std::int64_t missing_from(const std::vector<SetAside>& files);
// Errors: full, denied, io.
[[nodiscard]] Result<void> note_set_aside(const std::filesystem::path& folder, const SetAside& set_aside);
void remove_set_aside(const std::filesystem::path& folder, const std::string& file);
// The oldest first: those whose note says that nothing is missing and that they are not to be read, and none of which
// is older than one from which something is missing, since it may have that.
[[nodiscard]] std::vector<std::string> may_go(const std::filesystem::path& folder);
// Whether a file is to be read that may give what is missing, and none was for a day; this is then the time.
[[nodiscard]] bool is_to_be_read_again(const std::filesystem::path& folder, std::int64_t wall_ms);
void note_read_again(const std::filesystem::path& folder, std::int64_t wall_ms);
// Something is missing from `but`: all others are to be read for it, and at once.
void have_others_read(const std::filesystem::path& folder, const std::string& but);
// More than limits::damaged_files would fill the disk: of those that may go the oldest go. The others stay, however
// many, until a person takes them away: nobody else has what is missing.
void keep_few_set_aside(const std::filesystem::path& folder);

// Records that wait in the kiosk's private folder for the database to take them. A file of it tells no time.
[[nodiscard]] std::int64_t drafts_told(const std::filesystem::path& folder);
// Errors: full, denied, io.
[[nodiscard]] Result<void> tell_drafts(const std::filesystem::path& folder, std::int64_t drafts);

// Somebody met an error of the disk; how often the kiosk has looked since and could not read the database at all.
struct LookAsked {
  bool asked = false;
  std::int64_t unreadable = 0;
};
[[nodiscard]] LookAsked look_asked(const std::filesystem::path& folder);
void ask_to_look(const std::filesystem::path& folder, std::int64_t unreadable = 0);
void look_done(const std::filesystem::path& folder);

// Looks that were asked for and found nothing, since the first of a day. `count_fruitless` says how many they are with
// this one; `set_fruitless` sets the number, and a day begins.
[[nodiscard]] std::int64_t fruitless_in(const std::filesystem::path& folder, std::int64_t wall_ms);
[[nodiscard]] std::int64_t count_fruitless(const std::filesystem::path& folder, std::int64_t wall_ms);
void set_fruitless(const std::filesystem::path& folder, std::int64_t looks, std::int64_t wall_ms);

}  // namespace minbar::store
