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
#include "sync/base/random.h"
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
    {Action::sso_given, "sso_given"},
    {Action::sso_ended, "sso_ended"},
});

constexpr auto actions = [] {
  std::array<Action, named_actions.size()> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = named_actions[i].first;
  return out;
}();

constexpr std::int64_t rows_at_once = 1000;
// Of a reason its hash alone, so that its words can be erased and the chain stays whole.
constexpr std::string_view columns =
    "id, at_ms, account, action, device, record, petition, decision, place, records, subject, address, outcome, "
    "detail, reason_hash";
constexpr std::size_t column_count = 15, hash_column = column_count, reason_column = 16, salt_column = 17;
using ReasonSalt = Id<struct ReasonSaltTag, 16>;

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

// With a salt, since reasons that are chosen are few and could be guessed from it.
seal::Hash hash_of_reason(const ReasonSalt& salt, std::string_view reason) {
  Bytes bytes = to_bytes(salt.view());
  bytes.insert(bytes.end(), reason.begin(), reason.end());
  return seal::hash_of(bytes);
}

// Whether the words of a reason are those that were hashed; words that were erased are.
bool reason_fits(const db::Row& row) {
  const auto reason = row.maybe_text(reason_column);
  if (!reason) return true;
  const auto salt = row.maybe_bytes(salt_column), kept = row.maybe_bytes(column_count - 1);
  const auto salt_id = salt ? ReasonSalt::from(*salt) : std::nullopt;
  return salt_id && kept && seal::Hash::from(*kept) == hash_of_reason(*salt_id, *reason);
}

// Its hash, over what the database holds of it.
Result<AuditMark> link(db::Database& database, const AuditMark& before, std::int64_t id) {
  const auto row = TRY(database.query_one(fmt::format("SELECT {} FROM audit WHERE id = $1", columns), {id}));
  if (!row) return fail(Errc::corrupt, "a row of the audit was not kept");
  const AuditMark mark{.row = id, .hash = hash_of_row(before.hash, *row)};
  TRY(database.execute("UPDATE audit SET hash = $2 WHERE id = $1", {id, mark.hash}));
  return mark;
}

// The end of the chain; nothing when there is none yet.
Result<std::optional<AuditMark>> find_head(db::Database& database) {
  const auto row = TRY(database.query_one("SELECT head_row, head FROM audit_chain WHERE one = 1", {}));
  if (!row) return std::nullopt;
  return AuditMark{.row = row->integer(0), .hash = row->id<seal::Hash>(1)};
}

// The same. Rows from before there was one are linked now, once: then there is a row in audit_chain.
Result<AuditMark> take_head(db::Database& database) {
  if (const auto found = TRY(find_head(database))) return *found;
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

// Whether a row is the one that was added after this.
bool follows(const AuditMark& before, const db::Row& row) {
  const auto kept = row.maybe_bytes(hash_column);
  return kept && seal::Hash::from(*kept) == hash_of_row(before.hash, row) && reason_fits(row);
}

// Walks the rows from the anchor to `last` and stops at the first that does not fit.
Result<AuditCheck> walk(db::Database& database, const AuditMark& anchor, const std::optional<AuditMark>& expected,
                        std::int64_t last = INT64_MAX) {
  AuditCheck check{.newest = anchor};
  if (expected && expected->row < anchor.row) check.expected = MarkState::forgotten;
  if (expected && expected->row >= anchor.row)
    check.expected = *expected == anchor ? MarkState::there : MarkState::missing;
  const auto sql = fmt::format(
      "SELECT {}, hash, reason, reason_salt FROM audit WHERE id > $1 AND id <= $2 "
      "ORDER BY id LIMIT $3",
      columns);
  for (;;) {
    const auto rows = TRY(database.query(sql, {check.newest.row, last, rows_at_once}));
    for (const auto& row : rows) {
      if (!follows(check.newest, row)) {
        check.wrong_row = row.integer(0);
        return check;
      }
      check.newest = {.row = row.integer(0), .hash = *seal::Hash::from(row.bytes(hash_column))};
      ++check.rows;
      if (expected == check.newest) check.expected = MarkState::there;
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
  std::optional<ReasonSalt> salt;
  std::optional<seal::Hash> reason_hash;
  if (!entry.reason.empty()) {
    salt = ReasonSalt{.bytes = SystemRandom().array<16>()};
    reason_hash = hash_of_reason(*salt, entry.reason);
  }
  const auto detail = sanitized_utf8(entry.detail.substr(0, limits::audit_detail_bytes));
  // Above the head, whatever rows somebody took away, and above what somebody else added: a check will name that row.
  const auto newest = TRY(database.query_one("SELECT coalesce(max(id), 0) FROM audit", {}));
  const auto id = std::max(head.row, newest->integer(0)) + 1;
  TRY(database.execute(
      "INSERT INTO audit (id, at_ms, account, action, device, record, petition, decision, place, records, subject, "
      "address, reason, outcome, detail, reason_salt, reason_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
      "$11, $12, $13, $14, $15, $16, $17)",
      {id, entry.at_ms, entry.by.account, name_of(entry.action), entry.device, entry.record, petition, entry.decision,
       place, entry.records, entry.subject, unless_empty(entry.by.address), unless_empty(entry.reason),
       name_of(entry.outcome), unless_empty(detail), salt, reason_hash}));
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

Result<void> link_old_audit(db::Database& database) {
  TRY(take_head(database));
  return {};
}

Result<AuditCheck> check_audit(db::Database& database, const std::optional<AuditMark>& expected) {
  const auto head = TRY(find_head(database));
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

Result<AuditMark> newest_audit_mark(db::Database& database) { return TRY(find_head(database)).value_or(AuditMark{}); }

Result<std::int64_t> forget_audit(db::Database& database, std::int64_t before_ms, std::int64_t now_ms) {
  TRY(take_head(database));
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
