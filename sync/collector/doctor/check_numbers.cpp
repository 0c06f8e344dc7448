#include "sync/collector/doctor/checks.h"

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/storage/numbers.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

namespace {

Finding numbers_fault(std::string says, std::string to_do) {
  return {.check = "numbers", .says = std::move(says), .to_do = std::move(to_do)};
}

// The next program that opens the folder mends it: it is told because of why it may have happened.
Findings check_mark(const Examined& examined) {
  const auto file = marks_file(examined.data).string();
  const auto marks = read_number_marks(marks_file(examined.data));
  const auto how = fmt::format(
      "Nothing but a start of serve: it goes on {} answers and {} packs further, so that no number "
      "is given twice. Do not put the file back from a backup.",
      limits::answers_skipped, limits::packs_skipped);
  if (!marks) return {numbers_fault(fmt::format("{} cannot be read: {}.", file, marks.error().context), how)};
  if (!*marks && state_of(examined.data) == FolderState::whole)
    return {numbers_fault(fmt::format("{} is missing.", file), how)};
  if (*marks && (*marks)->skipped > 0)
    return {{.check = "numbers",
             .says = fmt::format("{} was once missing or damaged and was made anew, far above what had been given.",
                                 file)}};
  return {};
}

}  // namespace

Findings check_numbers(Examined& examined) {
  auto found = check_mark(examined);
  if (!examined.database) return found;
  const auto rows = examined.database->query(
      "SELECT d.label, n.device, n.noted_at_ms FROM newer_answers n JOIN devices d ON d.id = n.device "
      "ORDER BY d.label LIMIT 100");
  if (rows)  // else it is of an earlier version, or damaged: the database's check says which
    for (const auto& row : *rows)
      found.push_back(
          numbers_fault(fmt::format("{} ({}) holds an answer newer than any here, noted at {}.", row.text(0),
                                    to_hex(row.id<DeviceId>(1).view()), machine_time(row.integer(2))),
                        "An older backup was restored, and an answer was lost here that its citizen may still read at "
                        "the kiosk. Look at the proposals of its place, and answer again what waits. This ends when "
                        "the kiosk gets a newer answer."));
  if (found.empty())
    found.push_back({.check = "numbers", .says = "Answers and packs go on above all that were given."});
  return found;
}

}  // namespace minbar::collector
