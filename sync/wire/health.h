// How a kiosk's machine fares, as its agent sees it: for the desk's page of kiosks and for doctor. It travels beside
// records in a request, is believed about nothing but the machine, and what of it makes no sense is left out.
// PROTOCOL.md, section 5.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"

namespace minbar::wire {

class JsonReader;
class JsonWriter;

enum class Fault {
  disk_full,            // less room than one session's longest words take
  refused,              // the collector takes nothing of it
  no_content,           // no content pack is in use
  clock_wrong,          // far from the collector's
  record_damaged,       // some record's bytes are not what was written
  recording_kept_back,  // some recording is damaged, or arrived wrong too often
  records_missing,      // some could not be read from a damaged database that is still there
  drafts_wait,          // some wait in the kiosk's private folder, because its database does not take them
};
[[nodiscard]] std::string_view name_of(Fault fault);
[[nodiscard]] std::optional<Fault> fault_from(std::string_view name);

// What is not known is left out.
struct Health {
  std::optional<std::int64_t> free_disk_bytes{};  // of the file system of the shared folder
  std::optional<std::int64_t> disk_bytes{};       // its size
  std::optional<std::int64_t> database_bytes{};   // of kiosk.db
  std::string kiosk_version{};                    // of minbar-kiosk, at most 32 bytes; "" when not known
  std::optional<std::int64_t> clock_ahead_ms{};   // of the collector's, at its last answer
  std::vector<Fault> faults{};
  bool operator==(const Health&) const = default;
};

// The word that a reply's `understands` has for it.
inline constexpr std::string_view health_word = "health";

[[nodiscard]] JsonWriter json_of(const Health& health);
// Words for faults that are not known are passed over. Error: bad_input.
[[nodiscard]] Result<Health> health_from(const JsonReader& json);

}  // namespace minbar::wire
