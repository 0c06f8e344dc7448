#include "sync/collector/backup/put_in_place.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/collector/backup/format.h"
#include "sync/collector/storage/data_folder.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view note_head = "minbar-restore-v1";
constexpr std::string_view aside_word = "aside ";
constexpr std::string_view put_word = "put ";
constexpr std::string_view move_word = "move ";
constexpr std::size_t most_note_bytes = 64 * 1024;

bool is_there(const fs::path& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

Result<void> make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) return sync_folder(folder.parent_path());
  if (errno == EEXIST) return {};
  const Errc code = errno == ENOSPC || errno == EDQUOT ? Errc::full : Errc::io;
  return fail(code, fmt::format("cannot make {}: {}", folder.string(), std::strerror(errno)));
}

Result<void> move_file(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0)
    return fail(Errc::io, fmt::format("cannot move {} to {}: {}", from.string(), to.string(), std::strerror(errno)));
  TRY(sync_folder(to.parent_path()));
  return sync_folder(from.parent_path());
}

Result<void> remove_file(const fs::path& file) {
  if (::unlink(file.c_str()) == 0) return sync_folder(file.parent_path());
  if (errno == ENOENT) return {};
  return fail(Errc::io, fmt::format("cannot remove {}: {}", file.string(), std::strerror(errno)));
}

Result<void> put_aside(const fs::path& file, const std::string& aside) {
  if (!is_there(file)) return {};
  const auto folder = file.parent_path() / aside;
  TRY(make_folder(folder));
  return move_file(file, folder / file.filename());
}

// While something is staged, what has its name is what was there before.
Result<void> put(const fs::path& staged, const fs::path& file, const std::string& aside) {
  if (!is_there(staged)) return {};
  TRY(put_aside(file, aside));
  return move_file(staged, file);
}

struct Note {
  std::string aside;
  std::vector<std::string> put;   // keys
  std::vector<std::string> move;  // keys that nothing takes the place of
};

std::string text_of_note(const Note& note) {
  auto text = fmt::format("{}\n{}{}\n", note_head, aside_word, note.aside);
  for (const auto& name : note.put) text += fmt::format("{}{}\n", put_word, name);
  for (const auto& name : note.move) text += fmt::format("{}{}\n", move_word, name);
  return text;
}

Result<Note> note_in(const fs::path& file) {
  const auto text = TRY(read_file(file, most_note_bytes));
  Note note;
  bool good = text.starts_with(note_head);
  std::string_view rest = text;
  for (bool first = true; good && !rest.empty(); first = false) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (first) continue;
    const auto word = line.starts_with(aside_word) ? aside_word : line.starts_with(put_word) ? put_word : move_word;
    const auto name = std::string(line.substr(std::min(word.size(), line.size())));
    good = line.starts_with(word) && is_key_file_name(name);
    if (word == aside_word)
      note.aside = name;
    else
      (word == put_word ? note.put : note.move).push_back(name);
  }
  if (!good || note.aside.empty())
    return fail(Errc::corrupt, fmt::format("{} is damaged: keep a copy of the whole folder, then remove it and restore "
                                           "again",
                                           file.string()));
  return note;
}

Result<void> place_database(const fs::path& data, const std::string& aside) {
  const auto file = database_file(data);
  const auto staged = staged_database(data);
  // its log would be read into the new one
  if (is_there(staged))
    for (const auto* beside : {"-wal", "-shm", "-journal"}) TRY(put_aside(file.string() + beside, aside));
  return put(staged, file, aside);
}

Result<void> remove_folder(const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  if (error) return fail(Errc::io, fmt::format("cannot remove {}: {}", folder.string(), error.message()));
  return {};
}

}  // namespace

fs::path staged_database(const fs::path& data) { return data / "db" / "restoring" / "collector.db"; }
fs::path staged_keys(const fs::path& data) { return data / "keys" / "restoring"; }

Result<void> remove_stage(const fs::path& data) {
  TRY(remove_folder(staged_database(data).parent_path()));
  return remove_folder(staged_keys(data));
}

Result<void> make_stage(const fs::path& data) {
  TRY(remove_stage(data));
  TRY(make_folder(staged_database(data).parent_path()));
  return make_folder(staged_keys(data));
}

Result<void> begin_placing(const fs::path& data, const Placing& placing) {
  Note note{.aside = placing.aside, .put = placing.keys, .move = {}};
  std::error_code error;
  for (fs::directory_iterator at(data / "keys", error), end; placing.all_keys && !error && at != end;
       at.increment(error)) {
    const auto name = at->path().filename().string();
    const bool replaced = std::find(note.put.begin(), note.put.end(), name) != note.put.end();
    if (at->is_regular_file(error) && is_key_file_name(name) && !replaced) note.move.push_back(name);
  }
  if (error) return fail(Errc::io, fmt::format("cannot look into {}: {}", (data / "keys").string(), error.message()));
  return write_file(restore_note(data), bytes_of(text_of_note(note)), 0600);
}

Result<std::string> finish_placing(const fs::path& data) {
  if (!is_there(restore_note(data))) return std::string();
  const auto note = TRY(note_in(restore_note(data)));
  TRY(place_database(data, note.aside));
  for (const auto& name : note.put) TRY(put(staged_keys(data) / name, data / "keys" / name, note.aside));
  for (const auto& name : note.move) TRY(put_aside(data / "keys" / name, note.aside));
  // they speak of what was there before
  for (const auto* name : {"check.note", "first.start"}) TRY(remove_file(data / name));
  TRY(remove_stage(data));
  TRY(remove_file(restore_note(data)));
  return note.aside;
}

}  // namespace minbar::collector
