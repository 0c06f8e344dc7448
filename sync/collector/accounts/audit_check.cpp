#include "sync/collector/accounts/audit_check.h"

#include <fmt/format.h>

#include "sync/base/number.h"
#include "sync/collector/accounts/audit.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t judged_at_once = 1000;

Result<AuditMark> anchor_of(db::Database& database) {
  const auto row = TRY(database.query_one("SELECT anchor_row, anchor FROM audit_chain WHERE one = 1", {}));
  if (!row) return fail(Errc::corrupt, "the audit has no chain");
  return AuditMark{.row = row->integer(0), .hash = row->id<seal::Hash>(1)};
}

// Walks the rows from the anchor to `last` and stops at the first that does not fit.
Result<AuditCheck> walk(db::Database& database, const AuditMark& anchor, const std::optional<AuditMark>& expected,
                        std::int64_t last = INT64_MAX) {
  AuditCheck check{.newest = anchor};
  if (expected && expected->row < anchor.row) check.expected = MarkState::forgotten;
  if (expected && expected->row >= anchor.row)
    check.expected = *expected == anchor ? MarkState::there : MarkState::missing;
  for (;;) {
    const auto rows = TRY(audit_rows_after(database, check.newest.row, last, judged_at_once));
    for (const auto& row : rows) {
      const auto mark = follows(check.newest, row);
      if (!mark) {
        check.wrong_row = row.integer(0);
        return check;
      }
      check.newest = *mark;
      ++check.rows;
      if (expected == check.newest) check.expected = MarkState::there;
    }
    if (static_cast<std::int64_t>(rows.size()) < judged_at_once) return check;
  }
}

}  // namespace

Result<AuditCheck> check_audit(db::Database& database, const std::optional<AuditMark>& expected) {
  const auto head = TRY(find_audit_head(database));
  if (!head) return fail(Errc::conflict, "the audit of this database is from an earlier version; start serve once");
  const auto anchor = TRY(anchor_of(database));
  const auto below = TRY(database.query_one("SELECT min(id) FROM audit WHERE id <= $1", {anchor.row}));
  if (const auto strange = below->maybe_integer(0)) {
    AuditCheck check{.newest = anchor};
    check.wrong_row = *strange;
    return check;
  }
  // Whoever forgets says how far. The newest such row is always among those that are kept.
  const auto said = TRY(database.query_one("SELECT detail FROM audit WHERE action = $1 ORDER BY id DESC LIMIT 1",
                                           {name_of(Action::audit_forgotten)}));
  const auto forgotten = said ? whole_number(said->maybe_text(0).value_or("")).value_or(-1) : 0;
  auto check = TRY(walk(database, anchor, expected));
  check.begins_late = forgotten != anchor.row;
  check.end_differs = !check.wrong_row && check.newest != *head;
  return check;
}

Result<std::int64_t> forget_audit(db::Database& database, std::int64_t before_ms, std::int64_t now_ms) {
  TRY(take_audit_head(database));
  // Up to the first row of a time that is kept. A row from the future was written by a clock that was wrong.
  const auto kept =
      TRY(database.query_one("SELECT min(id) FROM audit WHERE at_ms >= $1 AND at_ms <= $2", {before_ms, now_ms}));
  const auto first_kept = kept->maybe_integer(0);
  if (!first_kept) return fail(Errc::conflict, "no row of the audit is recent: the clock may be wrong");
  const auto check = TRY(walk(database, TRY(anchor_of(database)), {}, *first_kept - 1));
  if (check.wrong_row) return fail(Errc::corrupt, "a row that would be forgotten was changed");
  if (check.rows == 0) return 0;
  TRY(database.execute("DELETE FROM audit WHERE id <= $1", {check.newest.row}));
  TRY(database.execute("UPDATE audit_chain SET anchor_row = $1, anchor = $2 WHERE one = 1",
                       {check.newest.row, check.newest.hash}));
  TRY(add_audit(database, {.at_ms = now_ms,
                           .action = Action::audit_forgotten,
                           .records = check.rows,
                           .detail = fmt::format("{}", check.newest.row)}));
  return check.rows;
}

}  // namespace minbar::collector
