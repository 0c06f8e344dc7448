#include "sync/store/damage/set_aside.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <system_error>

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/store/damage/moving.h"
#include "sync/store/damage/small_file.h"
#include "sync/wire/json.h"

namespace minbar::store {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t any_number = std::int64_t{1} << 53;
constexpr std::int64_t day_ms = 24 * 3'600'000;

// A pipe or a link that somebody has put there is no note.
std::optional<wire::JsonReader> note_in(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(file, error))) return std::nullopt;
  const auto text = read_file(file, limits::damage_note_bytes);
  if (!text) return std::nullopt;
  auto json = wire::JsonReader::parse(bytes_of(*text));
  if (!json) return std::nullopt;
  return *std::move(json);
}

std::int64_t number_in(const std::optional<wire::JsonReader>& note, const char* name) {
  return note ? note->integer(name, 0, any_number).value_or(0) : 0;
}

fs::path drafts_file(const fs::path& folder) { return folder / "kiosk.drafts"; }
fs::path look_file(const fs::path& folder) { return folder / "kiosk.db.look"; }
fs::path fruitless_file(const fs::path& folder) { return folder / "kiosk.db.looks"; }
fs::path again_file(const fs::path& folder) { return folder / "kiosk.db.again"; }
// A clock that was turned back makes nothing wait for it.
bool is_of_this_day(std::int64_t then_ms, std::int64_t now_ms) {
  return then_ms <= now_ms && now_ms - then_ms < day_ms;
}
fs::path note_file(const fs::path& folder, const std::string& name) { return folder / (name + ".note"); }

Result<void> write_number(const fs::path& file, const char* name, std::int64_t number, FileTime time) {
  wire::JsonWriter json;
  json.integer(name, number);
  return write_small_file(file, TRY(json.written()), 0660, time);
}

// When it was set aside, as far as a file tells.
fs::file_time_type time_of(const fs::path& file) {
  std::error_code error;
  const auto time = fs::last_write_time(file, error);
  return error ? fs::file_time_type::min() : time;
}

}  // namespace

std::vector<SetAside> set_aside_in(const fs::path& folder) {
  std::vector<SetAside> out;
  std::size_t seen = 0;
  std::error_code error;
  for (auto entry = fs::directory_iterator(folder, error);
       !error && entry != fs::directory_iterator() && seen < limits::folder_entries; entry.increment(error), ++seen) {
    const auto name = entry->path().filename().string();
    if (!is_set_aside_name(name)) continue;
    const auto note = note_in(note_file(folder, name));
    out.push_back(
        {.file = name,
         .kept = number_in(note, "kept"),
         .missing = number_in(note, "missing"),
         .to_be_read = number_in(note, "unreadable") > 0,
         .next_page = static_cast<std::uint32_t>(std::clamp<std::int64_t>(number_in(note, "next_page"), 1, UINT32_MAX)),
         .turn = number_in(note, "turn"),
         .noted = note && note->integer("missing", 0, any_number)});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.file < b.file; });
  return out;
}

std::int64_t missing_from(const std::vector<SetAside>& files) {
  std::int64_t out = 0;
  for (const auto& one : files) out += one.missing;
  return out;
}

Result<void> note_set_aside(const fs::path& folder, const SetAside& set_aside) {
  wire::JsonWriter json;
  json.integer("kept", set_aside.kept);
  json.integer("missing", set_aside.missing);
  json.integer("unreadable", set_aside.to_be_read ? 1 : 0);
  json.integer("next_page", set_aside.next_page);
  json.integer("turn", set_aside.turn);
  return write_small_file(note_file(folder, set_aside.file), TRY(json.written()), 0660);
}

void remove_set_aside(const fs::path& folder, const std::string& file) {
  std::error_code ignored;
  for (const char* part : {"-wal", "-shm", ".note", ""}) fs::remove_all(folder / (file + part), ignored);
  log(LogEvent::damaged_file_removed);
}

std::vector<std::string> may_go(const fs::path& folder) {
  auto all = set_aside_in(folder);
  std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
    if (a.turn != b.turn) return a.turn < b.turn;
    return time_of(note_file(folder, a.file)) < time_of(note_file(folder, b.file));
  });
  std::vector<std::string> out;
  for (const auto& one : all) {
    if (!one.noted) continue;  // nobody knows what is missing
    if (one.missing > 0)
      out.clear();
    else if (!one.to_be_read)
      out.push_back(one.file);
  }
  return out;
}

void keep_few_set_aside(const fs::path& folder) {
  auto left = set_aside_in(folder).size();
  for (const auto& file : may_go(folder)) {
    if (left <= limits::damaged_files) return;
    remove_set_aside(folder, file);
    --left;
  }
}

std::int64_t drafts_told(const fs::path& folder) { return number_in(note_in(drafts_file(folder)), "drafts"); }

Result<void> tell_drafts(const fs::path& folder, std::int64_t drafts) {
  if (drafts > 0) return write_number(drafts_file(folder), "drafts", drafts, FileTime::not_told);
  std::error_code ignored;
  fs::remove(drafts_file(folder), ignored);
  return {};
}

LookAsked look_asked(const fs::path& folder) {
  std::error_code error;
  if (fs::symlink_status(look_file(folder), error).type() == fs::file_type::not_found) return {};
  return {.asked = true, .unreadable = number_in(note_in(look_file(folder)), "unreadable")};
}

void ask_to_look(const fs::path& folder, std::int64_t unreadable) {
  static_cast<void>(write_number(look_file(folder), "unreadable", unreadable, FileTime::told));
}

void look_done(const fs::path& folder) {
  std::error_code ignored;
  fs::remove_all(look_file(folder), ignored);
}

std::int64_t fruitless_in(const fs::path& folder, std::int64_t wall_ms) {
  const auto note = note_in(fruitless_file(folder));
  return is_of_this_day(number_in(note, "since_ms"), wall_ms) ? number_in(note, "looks") : 0;
}

std::int64_t count_fruitless(const fs::path& folder, std::int64_t wall_ms) {
  const auto looks = fruitless_in(folder, wall_ms) + 1;
  const auto since = number_in(note_in(fruitless_file(folder)), "since_ms");
  set_fruitless(folder, looks, looks > 1 ? since : wall_ms);
  return looks;
}

void set_fruitless(const fs::path& folder, std::int64_t looks, std::int64_t wall_ms) {
  wire::JsonWriter json;
  json.integer("looks", looks);
  json.integer("since_ms", wall_ms);
  if (const auto written = json.written())
    static_cast<void>(write_small_file(fruitless_file(folder), *written, 0660, FileTime::told));
}

bool is_to_be_read_again(const fs::path& folder, std::int64_t wall_ms) {
  const auto note = note_in(again_file(folder));
  if (note && is_of_this_day(number_in(note, "read_ms"), wall_ms)) return false;
  const auto all = set_aside_in(folder);
  return std::any_of(all.begin(), all.end(), [](const auto& one) { return one.to_be_read; });
}

void note_read_again(const fs::path& folder, std::int64_t wall_ms) {
  static_cast<void>(write_number(again_file(folder), "read_ms", wall_ms, FileTime::told));
}

void have_others_read(const fs::path& folder, const std::string& but) {
  for (auto one : set_aside_in(folder)) {
    if (one.file == but || !one.noted) continue;
    one.to_be_read = true;
    one.next_page = 1;
    static_cast<void>(note_set_aside(folder, one));  // a disk that does not take it has the older note
  }
  std::error_code ignored;
  fs::remove_all(again_file(folder), ignored);
}

}  // namespace minbar::store
