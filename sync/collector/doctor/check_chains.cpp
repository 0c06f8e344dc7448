#include "sync/collector/doctor/checks.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t most_told = 100;

// Places of a chain that nobody has filled, between those that are. What may still come after the last is on its way.
constexpr std::string_view gaps_sql =
    "SELECT d.label, e.device, e.previous + 1, e.sequence - 1 FROM (SELECT device, chain, sequence, "
    "lag(sequence, 1, 0) OVER (PARTITION BY device, chain ORDER BY sequence) AS previous FROM envelopes) e "
    "JOIN devices d ON d.id = e.device WHERE e.sequence > e.previous + 1 ORDER BY d.label, e.device, e.sequence LIMIT "
    "$1";

std::string range_text(std::int64_t first, std::int64_t last) {
  return first == last ? fmt::format("record {}", first) : fmt::format("records {} to {}", first, last);
}

Findings unreadable() {
  return {{.check = "chains",
           .says = "The kiosks' chains cannot be read.",
           .to_do = "Mend what is said of the database, then look again."}};
}

}  // namespace

Findings check_chains(Examined& examined) {
  if (!examined.database) return {};
  auto& database = *examined.database;
  const auto gaps = database.query(gaps_sql, {most_told + 1});
  const auto forks = database.query(
      "SELECT d.label, c.device, sum(c.forks) FROM chains c JOIN devices d ON d.id = c.device "
      "WHERE c.forks > 0 GROUP BY c.device ORDER BY d.label LIMIT $1",
      {most_told});
  if (!gaps || !forks) return unreadable();
  Findings found;
  const auto shown = std::min<std::size_t>(gaps->size(), most_told);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& row = (*gaps)[i];
    found.push_back(
        {.check = "chains",
         .says = fmt::format("{} ({}): {} of its chain is not here.", row.text(0), to_hex(row.id<DeviceId>(1).view()),
                             range_text(row.integer(2), row.integer(3))),
         .to_do = "Let this kiosk connect: what it still has, it sends again when it is asked. If it has "
                  "nothing left to send, look into older backups."});
  }
  if (gaps->size() > shown)
    found.push_back(
        {.check = "chains", .says = "There are more such places.", .to_do = "Mend these, then look again."});
  for (const auto& row : *forks)
    found.push_back({.check = "chains",
                     .says = fmt::format("{} ({}): {} places of its chain were claimed twice.", row.text(0),
                                         to_hex(row.id<DeviceId>(1).view()), row.integer(2)),
                     .to_do = "Its disk was restored or copied, or somebody else has its key. Every record is kept. If "
                              "two machines run as this kiosk, enrol one of them anew."});
  if (found.empty()) found.push_back({.check = "chains", .says = "No record is missing between others."});
  return found;
}

}  // namespace minbar::collector
