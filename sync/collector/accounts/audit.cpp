#include "sync/collector/accounts/audit.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "sync/base/bytes.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/number.h"
#include "sync/base/utf8.h"

namespace minbar::collector {

namespace {

constexpr auto named_actions = std::to_array<std::pair<Action, std::string_view>>({
    {Action::account_created, "account_created"},
    {Action::signed_in, "signed_in"},
    {Action::sign_in_failed, "sign_in_failed"},
    {Action::signed_out, "signed_out"},
    {Action::kiosk_created, "kiosk_created"},
    {Action::kiosk_enrolled, "kiosk_enrolled"},
    {Action::kiosk_revoked, "kiosk_revoked"},
    {Action::kiosk_moved, "kiosk_moved"},
    {Action::held_decided, "held_decided"},
    {Action::proposal_answered, "proposal_answered"},
    {Action::content_published, "content_published"},
    {Action::author_opened, "author_opened"},
    {Action::support_list_opened, "support_list_opened"},
    {Action::role_granted, "role_granted"},
    {Action::role_ended, "role_ended"},
    {Action::page_refused, "page_refused"},
    {Action::audit_read, "audit_read"},
    {Action::audit_exported, "audit_exported"},
    {Action::audit_forgotten, "audit_forgotten"},
    {Action::account_invited, "account_invited"},
    {Action::invitation_used, "invitation_used"},
    {Action::link_made, "link_made"},
    {Action::password_reset, "password_reset"},
    {Action::password_changed, "password_changed"},
    {Action::account_disabled, "account_disabled"},
    {Action::account_enabled, "account_enabled"},
    {Action::account_removed, "account_removed"},
    {Action::session_ended, "session_ended"},
    {Action::sessions_ended, "sessions_ended"},
    {Action::code_asked, "code_asked"},
    {Action::code_failed, "code_failed"},
    {Action::second_factor_set, "second_factor_set"},
    {Action::second_factor_removed, "second_factor_removed"},
    {Action::recovery_code_used, "recovery_code_used"},
    {Action::recovery_codes_made, "recovery_codes_made"},
    {Action::confirmed, "confirmed"},
    {Action::confirm_failed, "confirm_failed"},
});

constexpr auto actions = [] {
  std::array<Action, named_actions.size()> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = named_actions[i].first;
  return out;
}();

constexpr std::int64_t rows_at_once = 1000;
constexpr std::string_view columns =
    "id, at_ms, account, action, device, record, petition, decision, place, records, subject, address, reason, "
    "outcome, detail";
constexpr std::size_t column_count = 15, hash_column = column_count;

// Each value says what it is and how long, so that no two rows are the same bytes.
class Encoder {
 public:
  explicit Encoder(const seal::Hash& before) {
    text("minbar-audit-v1");
    bytes(before.view());
  }
  void add(const db::Row::Value& value) {
    std::visit([this](const auto& held) { one(held); }, value);
  }
  [[nodiscard]] seal::Hash hash() const { return seal::hash_of(out_); }

 private:
  void one(std::monostate) { out_.push_back('n'); }
  void one(std::int64_t number) { tagged('i', static_cast<std::uint64_t>(number)); }
  void one(double) { out_.push_back('r'); }  // no column has one
  void one(const std::string& value) { text(value); }
  void one(const Bytes& value) { bytes(value); }
  void text(std::string_view value) {
    tagged('t', value.size());
    out_.insert(out_.end(), value.begin(), value.end());
  }
  void bytes(ByteView value) {
    tagged('b', value.size());
    out_.insert(out_.end(), value.begin(), value.end());
  }
  void tagged(char tag, std::uint64_t number) {
    out_.push_back(static_cast<std::uint8_t>(tag));
    for (unsigned shift = 0; shift < 64; shift += 8) out_.push_back(static_cast<std::uint8_t>(number >> shift));
  }

  Bytes out_;
};

seal::Hash hash_of_row(const seal::Hash& before, const db::Row& row) {
  Encoder encoder(before);
  for (std::size_t i = 0; i < column_count; ++i) encoder.add(row.value(i));
  return encoder.hash();
}

// Its hash, over what the database holds of it.
Result<AuditMark> link(db::Database& database, const AuditMark& before, std::int64_t id) {
  const auto row = TRY(database.query_one(fmt::format("SELECT {} FROM audit WHERE id = $1", columns), {id}));
  if (!row) return fail(Errc::corrupt, "a row of the audit was not kept");
  const AuditMark mark{.row = id, .hash = hash_of_row(before.hash, *row)};
  TRY(database.execute("UPDATE audit SET hash = $2 WHERE id = $1", {id, mark.hash}));
  return mark;
}

// The end of the chain. Rows from before there was one are linked now, once: then there is a row in audit_chain.
Result<AuditMark> take_head(db::Database& database) {
  if (const auto row = TRY(database.query_one("SELECT head_row, head FROM audit_chain WHERE one = 1", {})))
    return AuditMark{.row = row->integer(0), .hash = row->id<seal::Hash>(1)};
  AuditMark head;
  for (;;) {
    const auto rows =
        TRY(database.query("SELECT id FROM audit WHERE id > $1 ORDER BY id LIMIT $2", {head.row, rows_at_once}));
    for (const auto& row : rows) head = TRY(link(database, head, row.integer(0)));
    if (static_cast<std::int64_t>(rows.size()) < rows_at_once) break;
  }
  TRY(database.execute("INSERT INTO audit_chain (one, anchor_row, anchor, head_row, head) VALUES (1, 0, $1, $2, $3)",
                       {seal::Hash{}, head.row, head.hash}));
  if (head.row > 0) log(LogEvent::audit_chained, {{"row", head.row}});
  return head;
}

Result<void> put_head(db::Database& database, const AuditMark& head) {
  TRY(database.execute("UPDATE audit_chain SET head_row = $1, head = $2 WHERE one = 1", {head.row, head.hash}));
  return {};
}

Result<AuditMark> anchor_of(db::Database& database) {
  const auto row = TRY(database.query_one("SELECT anchor_row, anchor FROM audit_chain WHERE one = 1", {}));
  if (!row) return fail(Errc::corrupt, "the audit has no chain");
  return AuditMark{.row = row->integer(0), .hash = row->id<seal::Hash>(1)};
}

std::optional<std::string_view> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// Walks the rows from the anchor and stops at the first that does not fit.
Result<AuditCheck> walk(db::Database& database, const AuditMark& anchor, const std::optional<AuditMark>& expected) {
  AuditCheck check{.newest = anchor, .wrong_row = {}, .expected_is_there = {}};
  if (expected) check.expected_is_there = *expected == anchor;
  for (;;) {
    const auto rows =
        TRY(database.query(fmt::format("SELECT {}, hash FROM audit WHERE id > $1 ORDER BY id LIMIT $2", columns),
                           {check.newest.row, rows_at_once}));
    for (const auto& row : rows) {
      const AuditMark mark{.row = row.integer(0), .hash = hash_of_row(check.newest.hash, row)};
      const auto kept = row.maybe_bytes(hash_column);
      if (!kept || seal::Hash::from(*kept) != mark.hash) {
        check.wrong_row = mark.row;
        return check;
      }
      check.newest = mark;
      ++check.rows;
      if (expected && *expected == mark) check.expected_is_there = true;
    }
    if (static_cast<std::int64_t>(rows.size()) < rows_at_once) return check;
  }
}

}  // namespace

std::string_view name_of(Action action) {
  const auto found = std::find_if(named_actions.begin(), named_actions.end(),
                                  [&](const auto& named) { return named.first == action; });
  return found == named_actions.end() ? "unknown" : found->second;
}

std::span<const Action> all_actions() { return actions; }

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
      return "done";
    case Outcome::refused:
      return "refused";
    case Outcome::failed:
      return "failed";
  }
  return "failed";
}

Result<void> add_audit(db::Database& database, const AuditEntry& entry) {
  const auto head = TRY(take_head(database));
  std::optional<std::string_view> petition, place;
  if (entry.petition) petition = entry.petition->value;
  if (entry.place) place = entry.place->value;
  const auto detail = sanitized_utf8(entry.detail.substr(0, limits::audit_detail_bytes));
  // Above the head, whatever rows somebody took away: a number is given once.
  const auto id = head.row + 1;
  TRY(database.execute(
      "INSERT INTO audit (id, at_ms, account, action, device, record, petition, decision, place, records, subject, "
      "address, reason, outcome, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      {id, entry.at_ms, entry.by.account, name_of(entry.action), entry.device, entry.record, petition, entry.decision,
       place, entry.records, entry.subject, unless_empty(entry.by.address), unless_empty(entry.reason),
       name_of(entry.outcome), unless_empty(detail)}));
  return put_head(database, TRY(link(database, head, id)));
}

std::string audit_mark_text(const AuditMark& mark) { return fmt::format("{}:{}", mark.row, to_hex(mark.hash.view())); }

std::optional<AuditMark> audit_mark_from(std::string_view text) {
  const auto colon = std::min(text.find(':'), text.size());
  const auto row = whole_number(text.substr(0, colon));
  const auto bytes = from_hex(text.substr(std::min(colon + 1, text.size())));
  const auto hash = bytes ? seal::Hash::from(*bytes) : std::nullopt;
  if (!row || *row < 0 || !hash) return std::nullopt;
  return AuditMark{.row = *row, .hash = *hash};
}

Result<AuditCheck> check_audit(db::Database& database, const std::optional<AuditMark>& expected) {
  const auto head = TRY(take_head(database));
  auto check = TRY(walk(database, TRY(anchor_of(database)), expected));
  check.end_differs = !check.wrong_row && check.newest != head;
  return check;
}

Result<AuditMark> newest_audit_mark(db::Database& database) {
  const auto row = TRY(database.query_one("SELECT head_row, head FROM audit_chain WHERE one = 1", {}));
  if (!row) return AuditMark{};
  return AuditMark{.row = row->integer(0), .hash = row->id<seal::Hash>(1)};
}

Result<std::int64_t> forget_audit(db::Database& database, std::int64_t before_ms, std::int64_t now_ms) {
  TRY(take_head(database));
  const auto last = TRY(database.query_one(
      "SELECT id, hash FROM audit WHERE id < coalesce((SELECT min(id) FROM audit WHERE at_ms >= $1), "
      "(SELECT max(id) FROM audit)) ORDER BY id DESC LIMIT 1",
      {before_ms}));
  if (!last) return 0;
  const auto removed = TRY(database.execute("DELETE FROM audit WHERE id <= $1", {last->integer(0)}));
  TRY(database.execute("UPDATE audit_chain SET anchor_row = $1, anchor = $2 WHERE one = 1",
                       {last->integer(0), last->bytes(1)}));
  TRY(add_audit(database, {.at_ms = now_ms, .action = Action::audit_forgotten, .records = removed}));
  return removed;
}

}  // namespace minbar::collector
