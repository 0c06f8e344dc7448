// What people did that others may have to answer for: who, what, which record or kiosk, why, when, from where, and how
// it ended. Rows are only added, inside the writer's transaction, with what they tell of. Each has the hash of itself
// and of the one before, so that a row that was changed or is gone is found. Holds actions, ids and the reasons that
// staff write; a reason can be erased, for of it only a salted hash is in the chain.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

enum class Action {
  account_created,
  signed_in,
  sign_in_failed,
  signed_out,
  kiosk_created,
  kiosk_enrolled,
  kiosk_revoked,
  kiosk_moved,
  kiosk_code_made,    // another code for a kiosk that was made before
  kiosk_re_enrolled,  // by such a code: its keys may be others, and a withdrawn one is in service again
  held_decided,
  proposal_answered,
  content_published,
  author_opened,
  support_list_opened,
  role_granted,
  role_ended,
  page_refused,  // who is signed in asked for what their roles do not allow, or for what is not there for them
  audit_read,
  audit_exported,
  audit_forgotten,  // rows older than the setting keeps
  account_invited,  // an account without a password, and the link by which its owner chooses one
  invitation_used,
  link_made,         // for a reset, or the invitation again
  password_reset,    // by a link
  password_changed,  // by its owner, with the one until then
  account_disabled,
  account_enabled,
  account_removed,
  session_ended,   // one of an account's, by its owner or by who may
  sessions_ended,  // all of them, or all but one
  code_asked,      // the password was right, a code is awaited
  code_failed,     // a wrong code, or the right one twice
  second_factor_set,
  second_factor_removed,
  recovery_code_used,
  recovery_codes_made,
  confirmed,       // who is signed in proved it again
  confirm_failed,  // a wrong password of who is signed in
  sso_given,       // an account is reached by a name of the single sign-on, or no more by one
  sso_ended,
};
[[nodiscard]] std::string_view name_of(Action action);
// Every action, in the order of the enum.
[[nodiscard]] std::span<const Action> all_actions();

enum class Outcome { done, refused, failed };
[[nodiscard]] std::string_view name_of(Outcome outcome);

// Who does something, and from where. The command line is neither.
struct Actor {
  std::optional<std::int64_t> account = {};
  std::string address = {};  // shortened to /24 or /48
};

// How somebody signed in, or did not: by the single sign-on.
inline constexpr std::string_view sso_detail = "sso";

struct AuditEntry {
  std::int64_t at_ms = 0;
  Action action = Action::signed_in;
  Actor by = {};  // of a failed sign-in: the account whose name was given
  std::optional<DeviceId> device = {};
  std::optional<RecordId> record = {};
  std::optional<PetitionId> petition = {};
  // of held_decided: what, about which place as the records name it (none: every claim of the device), and how many; of
  // role_granted and role_ended: which role, and where (empty: the whole country)
  std::optional<std::string_view> decision = {};
  std::optional<PlaceCode> place = {};
  std::optional<std::int64_t> records = {};
  std::optional<std::int64_t> subject = {};  // the account that something was done to
  std::string_view reason = {};              // why, where one is asked for
  Outcome outcome = Outcome::done;
  // of page_refused: the path; of what was read: the filters; of audit_forgotten: the last row that went; of a sign-in
  // without a password: sso_detail; of sso_given and sso_ended: the name. Cut to limits::audit_detail_bytes
  std::string_view detail = {};
};
[[nodiscard]] Result<void> add_audit(db::Database& database, const AuditEntry& entry);

}  // namespace minbar::collector
