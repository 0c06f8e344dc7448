#include "sync/collector/features/follow/followed.h"

#include "sync/base/limits.h"

namespace minbar::collector {

Result<std::optional<Followed>> follow(Storage& storage, const LookupId& lookup) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(
        "SELECT p.received_at_ms, a.state, a.language, a.text, a.answered_at_ms FROM "
        "(SELECT arrival, record, received_at_ms, 0 AS aside FROM proposals WHERE lookup = $1 UNION "
        "SELECT arrival, record, received_at_ms, 0 FROM petition_starts WHERE lookup = $1 UNION "
        "SELECT arrival, record, received_at_ms, decision IS 'left_aside' FROM held_records WHERE lookup = $1 "
        "ORDER BY aside, arrival LIMIT 1) p "
        "LEFT JOIN answers a ON a.record = p.record ORDER BY a.sequence DESC LIMIT $2",
        {lookup, limits::answers_shown});
  }));
  if (rows.empty()) return std::nullopt;
  Followed out{.received_at_ms = rows.front().integer(0), .answers = {}};
  for (const auto& row : rows) {
    if (row.is_null(1)) continue;
    const auto state = answer_state_from(row.text(1));
    const auto language = language_from(row.text(2));
    if (!state || !language)
      return fail(Errc::unsupported_version, "an answer was kept by a newer collector: run that one");
    out.answers.push_back(
        {.state = *state, .text = row.text(3), .language = *language, .answered_at_s = row.integer(4) / 1000});
  }
  return out;
}

}  // namespace minbar::collector
