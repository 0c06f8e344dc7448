#include "sync/collector/accounts/audit.h"

namespace minbar::collector {

std::string_view name_of(Action action) {
  switch (action) {
    case Action::account_created:
      return "account_created";
    case Action::signed_in:
      return "signed_in";
    case Action::sign_in_failed:
      return "sign_in_failed";
    case Action::signed_out:
      return "signed_out";
    case Action::kiosk_created:
      return "kiosk_created";
    case Action::kiosk_enrolled:
      return "kiosk_enrolled";
    case Action::kiosk_revoked:
      return "kiosk_revoked";
    case Action::kiosk_moved:
      return "kiosk_moved";
    case Action::held_decided:
      return "held_decided";
    case Action::proposal_answered:
      return "proposal_answered";
    case Action::content_published:
      return "content_published";
    case Action::support_list_opened:
      return "support_list_opened";
    case Action::role_granted:
      return "role_granted";
    case Action::role_ended:
      return "role_ended";
  }
  return "unknown";
}

Result<void> add_audit(db::Database& database, const AuditEntry& entry) {
  std::optional<std::string_view> petition, place;
  if (entry.petition) petition = entry.petition->value;
  if (entry.place) place = entry.place->value;
  TRY(database.execute(
      "INSERT INTO audit (at_ms, account, action, device, record, petition, decision, place, records, subject) VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {entry.at_ms, entry.account, name_of(entry.action), entry.device, entry.record, petition, entry.decision, place,
       entry.records, entry.subject}));
  return {};
}

}  // namespace minbar::collector
