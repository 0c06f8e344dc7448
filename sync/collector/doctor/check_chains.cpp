#include "sync/collector/doctor/checks.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t most_told = 100;
constexpr std::int64_t lost_is_news_ms = 30LL * 24 * 60 * 60 * 1000;

// Places of a chain that nobody has filled, between those that are, and that are not known to be lost. What may still
// come after the last is on its way.
constexpr std::string_view gaps_sql =
    "SELECT d.label, e.device, e.previous + 1, e.sequence - 1 FROM (SELECT device, chain, sequence, "
    "lag(sequence, 1, 0) OVER (PARTITION BY device, chain ORDER BY sequence) AS previous FROM envelopes) e "
    "JOIN devices d ON d.id = e.device WHERE e.sequence > e.previous + 1 AND NOT EXISTS (SELECT 1 FROM holes h WHERE "
    "h.kind <> 'came' AND h.device = e.device AND h.chain = e.chain AND h.from_sequence <= e.previous + 1 AND "
    "h.to_sequence >= e.sequence - 1) ORDER BY d.label, e.device, e.sequence LIMIT $1";

std::string range_text(std::int64_t first, std::int64_t last) {
  return first == last ? fmt::format("record {} of its chain is", first)
                       : fmt::format("records {} to {} of its chain are", first, last);
}

// What no program of this town has any more. After a month it is told, and nothing is asked.
Finding lost_finding(const db::Row& row, std::int64_t now_ms) {
  const bool news = now_ms - row.integer(4) < lost_is_news_ms;
  return {
      .check = "chains",
      .says = fmt::format("{} ({}): {} lost: neither this database nor the kiosk has them.", row.text(0),
                          to_hex(row.id<DeviceId>(1).view()), range_text(row.integer(2), row.integer(3))),
      .to_do = news ? "If another backup has them, a newer one too, or the folder that a restore moved aside, restore "
                      "that. Otherwise the page of kiosks says since when, so that people can be asked again."
                    : ""};
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
      "SELECT d.label, c.device, sum(c.forks) FROM chains c JOIN devices d ON d.id = c.device AND d.chain = c.chain "
      "WHERE c.forks > 0 AND NOT EXISTS (SELECT 1 FROM boots b WHERE b.device = c.device AND b.chain = c.chain AND "
      "b.second = 1) AND NOT EXISTS (SELECT 1 FROM device_origins o WHERE o.origin = c.device) GROUP BY c.device ORDER "
      "BY d.label LIMIT $1",
      {most_told});
  const auto two = database.query(
      "SELECT DISTINCT d.label, d.id FROM boots b JOIN devices d ON d.id = b.device AND d.chain = b.chain "
      "WHERE b.second = 1 AND d.revoked_at_ms IS NULL ORDER BY d.label LIMIT $1",
      {most_told});
  const auto lost = database.query(
      "SELECT d.label, h.device, h.from_sequence, h.to_sequence, h.since_ms FROM holes h JOIN devices d ON d.id = "
      "h.device WHERE h.kind = 'lost' ORDER BY h.since_ms DESC, d.label, h.from_sequence LIMIT $1",
      {most_told});
  if (!gaps || !forks || !two || !lost) return unreadable();
  Findings found;
  const auto shown = std::min<std::size_t>(gaps->size(), most_told);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& row = (*gaps)[i];
    found.push_back({.check = "chains",
                     .says = fmt::format("{} ({}): {} not here.", row.text(0), to_hex(row.id<DeviceId>(1).view()),
                                         range_text(row.integer(2), row.integer(3))),
                     .to_do = "Let this kiosk connect: what it still has, it sends again when it is asked. If it has "
                              "nothing left to send, look into other backups, newer ones too."});
  }
  if (gaps->size() > shown)
    found.push_back(
        {.check = "chains", .says = "There are more such places.", .to_do = "Mend these, then look again."});
  for (const auto& row : *lost) found.push_back(lost_finding(row, examined.now_ms));
  for (const auto& row : *two)
    found.push_back({.check = "chains",
                     .says = fmt::format("{} ({}): two machines run as this kiosk, because its disk was copied.",
                                         row.text(0), to_hex(row.id<DeviceId>(1).view())),
                     .to_do = "Every record of both is kept. The machine that was heard second takes nothing from the "
                              "public until it is enrolled anew: make a code of a new kiosk, or of this one if the "
                              "other machine is to go, and run minbar-sync re-enrol there."});
  for (const auto& row : *forks)
    found.push_back({.check = "chains",
                     .says = fmt::format("{} ({}): {} places of its chain were claimed twice.", row.text(0),
                                         to_hex(row.id<DeviceId>(1).view()), row.integer(2)),
                     .to_do =
                         "Its disk was restored, or somebody else has its key. Every record is kept. If two machines "
                         "run as this kiosk, their next heartbeats tell; else enrol it anew (sync/README.md), so "
                         "that its chain is complete again."});
  if (found.empty()) found.push_back({.check = "chains", .says = "No record is missing between others."});
  return found;
}

}  // namespace minbar::collector
