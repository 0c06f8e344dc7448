#include "sync/collector/accounts/audit.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sync/base/limits.h"
#include "sync/base/random.h"
#include "sync/base/utf8.h"
#include "sync/collector/accounts/audit_chain.h"

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
    {Action::kiosk_code_made, "kiosk_code_made"},
    {Action::kiosk_re_enrolled, "kiosk_re_enrolled"},
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

std::optional<std::string_view> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
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
  const auto head = TRY(take_audit_head(database));
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
  return link_audit_row(database, head, id);
}

}  // namespace minbar::collector
