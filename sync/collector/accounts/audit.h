// What people did that others may have to answer for, as rows that are only added. Runs inside the writer's
// transaction, with what it tells of. Holds actions and ids, never a citizen's words.
#pragma once

#include <cstdint>
#include <optional>
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
  held_decided,
  proposal_answered,
  content_published,
  support_list_opened,
  role_granted,
  role_ended
};
[[nodiscard]] std::string_view name_of(Action action);

struct AuditEntry {
  std::int64_t at_ms = 0;
  Action action = Action::signed_in;
  std::optional<std::int64_t> account;
  std::optional<DeviceId> device;
  std::optional<RecordId> record = {};
  std::optional<PetitionId> petition = {};
  // of held_decided: what, about which place as the records name it (none: every claim of the device), and how many; of
  // role_granted and role_ended: which role, and where (empty: the whole country)
  std::optional<std::string_view> decision = {};
  std::optional<PlaceCode> place = {};
  std::optional<std::int64_t> records = {};
  std::optional<std::int64_t> subject = {};  // the account that a role was given to or taken from
};
[[nodiscard]] Result<void> add_audit(db::Database& database, const AuditEntry& entry);

}  // namespace minbar::collector
