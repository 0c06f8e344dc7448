#include "sync/collector/storage/numbers.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/file_lock.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/number.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_mark_bytes = 512;

std::int64_t& of(NumberMarks& marks, NumberOf kind) { return kind == NumberOf::answer ? marks.answer : marks.pack; }

std::int64_t skipped_of(NumberOf kind) {
  return kind == NumberOf::answer ? limits::answers_skipped : limits::packs_skipped;
}

std::string check_of(std::string_view text) { return to_hex(seal::hash_of(bytes_of(text)).view().first(8)); }

std::string text_of_marks(const NumberMarks& marks) {
  auto text =
      fmt::format("minbar-numbers-v1\nanswer {}\npack {}\nskipped {}\n", marks.answer, marks.pack, marks.skipped);
  text += fmt::format("check {}\n", check_of(text));
  return text;
}

std::optional<std::int64_t> number_in(std::string_view text, std::string_view name) {
  const auto at = text.find(fmt::format("\n{} ", name));
  if (at == std::string_view::npos) return std::nullopt;
  const auto begin = at + name.size() + 2;
  return whole_number(text.substr(begin, text.find('\n', begin) - begin));
}

std::optional<NumberMarks> marks_in(std::string_view text) {
  const auto check = text.find("check ");
  if (check == std::string_view::npos || !text.starts_with("minbar-numbers-v1\n")) return std::nullopt;
  if (text.substr(check) != fmt::format("check {}\n", check_of(text.substr(0, check)))) return std::nullopt;
  const auto answer = number_in(text, "answer");
  const auto pack = number_in(text, "pack");
  const auto skipped = number_in(text, "skipped");
  if (!answer || !pack || !skipped) return std::nullopt;
  return NumberMarks{.answer = *answer, .pack = *pack, .skipped = *skipped};
}

Result<void> write_marks(const fs::path& file, const NumberMarks& marks) {
  return write_file(file, bytes_of(text_of_marks(marks)), 0600);
}

Result<std::int64_t> last_of(db::Database& database, NumberOf kind) {
  const auto row = TRY(database.query_one("SELECT last FROM numbers WHERE kind = $1", {name_of(kind)}));
  return row ? row->integer(0) : 0;
}

constexpr std::array all_kinds{NumberOf::answer, NumberOf::pack};

// Of a database that knows no mark, where nothing was ever given but what it says; and of one whose mark is lost.
Result<NumberMarks> marks_anew(db::Database& database, bool lost) {
  NumberMarks marks{.skipped = lost ? 1 : 0};
  for (const auto kind : all_kinds) of(marks, kind) = TRY(last_of(database, kind)) + (lost ? skipped_of(kind) : 0);
  return marks;
}

}  // namespace

std::string_view name_of(NumberOf kind) { return kind == NumberOf::answer ? "answer" : "pack"; }

Result<std::optional<NumberMarks>> read_number_marks(const fs::path& file) {
  const auto text = read_file(file, most_mark_bytes);
  if (!text && text.error().code == Errc::not_found) return std::nullopt;
  if (!text && text.error().code != Errc::too_large) return tl::unexpected(text.error());
  const auto marks = text ? marks_in(*text) : std::nullopt;
  if (!marks) return fail(Errc::corrupt, fmt::format("{} is damaged", file.string()));
  return marks;
}

Result<Numbers> Numbers::open(const fs::path& file, db::Database& database) {
  Numbers numbers;
  numbers.file_ = file;
  const auto lock = TRY(FileLock::wait_for(file.string() + ".lock"));
  const auto read = read_number_marks(file);
  if (!read && read.error().code != Errc::corrupt) return tl::unexpected(read.error());
  if (read && *read) {
    numbers.floor_ = **read;
  } else {
    const auto known = TRY(database.query_one("SELECT count(*) FROM numbers WHERE marked = 1"));
    const bool lost = !read || known->integer(0) > 0;
    if (lost) log(LogEvent::numbers_skipped, {{"answers", limits::answers_skipped}, {"packs", limits::packs_skipped}});
    numbers.floor_ = TRY(marks_anew(database, lost));
    TRY(write_marks(file, numbers.floor_));
  }
  if (TRY(database.query_one("SELECT 1 FROM numbers WHERE marked = 0 LIMIT 1")))
    TRY(database.transaction([&] { return database.execute("UPDATE numbers SET marked = 1"); }));
  return numbers;
}

Result<std::int64_t> Numbers::next(db::Database& database, NumberOf kind, std::int64_t above) {
  const auto number = std::max({TRY(last_of(database, kind)), of(floor_, kind), above}) + 1;
  if (!file_.empty() && number > marked_[kind]) TRY(reserve(kind, number));
  TRY(database.execute("INSERT INTO numbers (kind, last) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET last = $2",
                       {name_of(kind), number}));
  return number;
}

// Packs are few, and each number counts where a kiosk is believed.
Result<void> Numbers::reserve(NumberOf kind, std::int64_t number) {
  const auto lock = TRY(FileLock::wait_for(file_.string() + ".lock"));
  auto read = read_number_marks(file_);
  if (!read && read.error().code != Errc::corrupt) return tl::unexpected(read.error());
  NumberMarks marks = floor_;  // also when somebody has removed or damaged it meanwhile
  if (read && *read) marks = **read;
  for (const auto each : all_kinds) of(marks, each) = std::max(of(marks, each), marked_[each]);
  const auto block = kind == NumberOf::answer ? limits::numbers_reserved : 1;
  of(marks, kind) = std::max(of(marks, kind), number + block - 1);
  TRY(write_marks(file_, marks));
  marked_[kind] = of(marks, kind);
  return {};
}

Result<void> raise_number(db::Database& database, NumberOf kind, std::int64_t to) {
  TRY(
      database.execute("INSERT INTO numbers (kind, last) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET "
                       "last = max(last, excluded.last)",
                       {name_of(kind), to}));
  return {};
}

}  // namespace minbar::collector
