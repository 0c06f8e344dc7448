#include "sync/collector/doctor/checks.h"

#include <fmt/format.h>

#include "sync/collector/storage/erased.h"

namespace minbar::collector {

namespace {

Finding erased_fault(std::string says, std::string to_do) {
  return {.check = "erased", .says = std::move(says), .to_do = std::move(to_do)};
}

std::int64_t still_here(db::Database& database, const Erased& erased) {
  std::int64_t count = 0;
  for (const auto& record : erased.records()) {
    const auto row =
        database.query_one("SELECT 1 FROM envelopes WHERE record = $1 AND sealed_body IS NOT NULL", {record});
    if (row && *row) ++count;
  }
  return count;
}

}  // namespace

Findings check_erased(Examined& examined) {
  const auto file = erased_file(examined.data);
  const auto opened = Erased::open(file);
  if (!opened)
    return {erased_fault(
        fmt::format("{} cannot be read: {}.", file.string(), opened.error().context),
        "Nothing is taken from kiosks meanwhile. Mend what is said, or put the file back from its newest copy.")};
  const auto& erased = **opened;
  Findings found;
  for (const auto line : erased.damaged_lines())
    found.push_back(erased_fault(
        fmt::format("Line {} of {} is damaged. Nothing is taken from kiosks meanwhile.", line, file.string()),
        "Put the file back from its newest copy: it only grows. If no copy has that line, look in your "
        "register which record was erased then, erase it again, and remove the line."));
  if (erased.ends_unfinished())
    found.push_back(erased_fault(
        fmt::format("The last line of {} has no end: the power went while something was erased.", file.string()),
        "Erase again what was being erased then. Whoever did it was not told that it was done."));
  if (examined.database)
    if (const auto count = still_here(*examined.database, erased); count > 0)
      found.push_back(
          erased_fault(fmt::format("{} records that were erased by law are in the database again.", count),
                       "A backup brought them back. Start serve, or run minbar-collector rebuild: both erase them "
                       "again. Keep no backup of before the erasure longer than you must."));
  if (found.empty())
    found.push_back({.check = "erased",
                     .says = fmt::format("{} records are on the list, and none is here.", erased.records().size())});
  return found;
}

}  // namespace minbar::collector
