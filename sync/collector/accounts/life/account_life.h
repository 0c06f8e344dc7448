// What becomes of an account after it was made: its password changes, it is disabled and enabled again, it is removed.
// Who is disabled or removed is signed out in the same transaction. The last administrator stays. Each change stands in
// the audit, under the account's name for ever. Judges no right: who may do this to whom is asked before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/accounts.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/passwords/password_policy.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/accounts/scope.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

enum class AccountState {
  invited,  // no password was chosen yet
  active,
  disabled,
  removed
};
[[nodiscard]] std::string_view name_of(AccountState state);

struct AccountLine {
  std::int64_t account = 0;
  std::string name;
  AccountState state = AccountState::active;
  std::int64_t made_at_ms = 0;
  std::optional<std::int64_t> disabled_at_ms = {};
  std::optional<std::int64_t> removed_at_ms = {};
  std::optional<std::int64_t> link_expires_at_ms = {};  // of an open link
  std::int64_t sessions = 0;                            // that have not ended
  bool has_second_factor = false;
  std::optional<std::string> sso_name = {};  // whom a single sign-on means by it (single_sign_on.h)
  std::vector<Grant> grants;                 // that have not ended
};
// Whether every role of the account lies in `scope`: who may run accounts there may run this one. An account without a
// role lies everywhere.
[[nodiscard]] bool lies_within(const AccountLine& account, const Scope& scope);

struct PasswordChange {
  Proof proof;  // with the password until now
  std::string_view password;
};
enum class ChangeFailure { wrong, too_many_tries, bad_password, try_later };
struct ChangeRefusal {
  ChangeFailure why = ChangeFailure::wrong;
  Wait wait = {};                           // of too_many_tries
  std::optional<PasswordFault> fault = {};  // of bad_password
};

class AccountLife {
 public:
  // References must outlive this.
  AccountLife(Storage& storage, const Clock& clock, Accounts& accounts)
      : storage_(storage), clock_(clock), accounts_(accounts) {}

  // By name; those that were removed last.
  [[nodiscard]] Result<std::vector<AccountLine>> list();
  // Errors: not_found.
  [[nodiscard]] Result<AccountLine> find(std::int64_t account);

  // Signs out, ends its links. Errors: not_found (also: removed), conflict (it is disabled already, or nobody else
  // would be an administrator).
  [[nodiscard]] Result<void> disable(std::int64_t account, const Actor& by);
  // Errors: not_found, conflict (it is not disabled).
  [[nodiscard]] Result<void> enable(std::int64_t account, const Actor& by);
  // For good: its roles end, its second factor, links and sessions go. The name stays, and no other account gets it.
  // Errors: not_found (also: removed already), conflict (nobody else would be an administrator).
  [[nodiscard]] Result<void> remove(std::int64_t account, const Actor& by);

  // By the account's owner. Ends the account's sessions, this one too, and its links. Slow (it judges and hashes): on
  // the lane of sign-ins. A bad new password is told before the old one is judged. Returns the browser's cookie from
  // now on, as SignedIn's: that of the earlier password is worth nothing more.
  [[nodiscard]] tl::expected<std::string, ChangeRefusal> change_password(const Session& session,
                                                                         const PasswordChange& change);

 private:
  Storage& storage_;
  const Clock& clock_;
  Accounts& accounts_;
};

}  // namespace minbar::collector
