// Numbers that are never given twice: of answers, and of packs. One counter row is raised in the transaction of what
// gets the number, so that it is unique in this database. An older backup has an older row: so a mark beside the
// database, above every number that anybody may have seen, is on the disk before the number is, and a start goes on
// above it. It is no part of a backup and is never restored: what is there is always newer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>

#include "sync/base/result.h"
#include "sync/db/database.h"

namespace minbar::collector {

enum class NumberOf { answer, pack };
[[nodiscard]] std::string_view name_of(NumberOf kind);

// What the mark says.
struct NumberMarks {
  std::int64_t answer = 0;
  std::int64_t pack = 0;
  std::int64_t skipped = 0;  // how often it was made anew because it was missing or damaged
  bool operator==(const NumberMarks&) const = default;
};
// Nothing: there is none. Errors: corrupt, denied, io.
[[nodiscard]] Result<std::optional<NumberMarks>> read_number_marks(const std::filesystem::path& file);

class Numbers {
 public:
  // Of a database whose schema is up to date. A mark that is missing although one was made, or is damaged, is made
  // anew, further on than anything that may have been given, and the log says so. Errors: denied, full, io, the
  // database's.
  [[nodiscard]] static Result<Numbers> open(const std::filesystem::path& file, db::Database& database);
  // Without a mark: for a database by itself.
  Numbers() = default;

  // The next number, above `above` too. Inside the writer's transaction; what is not committed is never given to
  // another. Errors: full, denied, io (the mark cannot be raised: nothing is given), and the database's.
  [[nodiscard]] Result<std::int64_t> next(db::Database& database, NumberOf kind, std::int64_t above = 0);

 private:
  [[nodiscard]] Result<void> reserve(NumberOf kind, std::int64_t number);

  std::filesystem::path file_;               // empty: no mark
  NumberMarks floor_;                        // as the mark was when this was opened: above it, nothing was given
  std::map<NumberOf, std::int64_t> marked_;  // up to which the mark is on the disk since
};

// No number up to `to` is given any more. Inside the writer's transaction.
[[nodiscard]] Result<void> raise_number(db::Database& database, NumberOf kind, std::int64_t to);

}  // namespace minbar::collector
