// One-time links by which people choose a password: an invitation, or a reset. A link works once and for 48 hours, and
// a new one of an account ends its earlier ones. Only the hash of its token is kept. A link that was used, has ended or
// never was looks the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/accounts.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/passwords/password_policy.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

enum class LinkKind { invitation, reset };

struct MadeLink {
  std::string token;
  LinkKind kind = LinkKind::invitation;
  std::int64_t account = 0;
  std::int64_t expires_at_ms = 0;
};
// Where a page takes it: "/invitation/TOKEN" or "/reset/TOKEN". Put the collector's public address in front.
[[nodiscard]] std::string path_of(const MadeLink& link);

struct Invitation {
  std::string_view name;
  std::vector<RoleAt> roles;
  std::optional<std::int64_t> until_ms = {};  // of the roles; none: until they are ended
  Actor by = {};
};

// What its page says before a password is chosen.
struct OpenLink {
  LinkKind kind = LinkKind::invitation;
  std::string name;  // of the account
  std::int64_t expires_at_ms = 0;
};

struct ChosenPassword {
  std::string_view token;
  std::string_view password;
  std::string_view address = {};  // shortened, for the audit
};
enum class LinkFailure { gone, bad_password, try_later };
struct LinkRefusal {
  LinkFailure why = LinkFailure::gone;
  std::optional<PasswordFault> fault = {};  // of bad_password; the link goes on working
};

class Links {
 public:
  // References must outlive this.
  Links(Storage& storage, const Clock& clock, Random& random, Accounts& accounts)
      : storage_(storage), clock_(clock), random_(random), accounts_(accounts) {}

  // Makes an account without a password, with these roles, and the link by which its owner chooses one. Errors: those
  // of Accounts::create but for the password's.
  [[nodiscard]] Result<MadeLink> invite(const Invitation& invitation);
  // Another link for an account: a reset, or the invitation again while no password was chosen. The password goes on
  // working until the link is used. Errors: not_found, conflict (the account is disabled or removed).
  [[nodiscard]] Result<MadeLink> renew(std::int64_t account, const Actor& by);

  // The link of a token, while it can be used.
  [[nodiscard]] Result<std::optional<OpenLink>> look(std::string_view token);
  // Sets the password, and ends every session and every other link of the account, in one transaction. Returns the
  // account's name. Signs nobody in: the second factor is asked for as ever. Slow (it hashes): on the lane of sign-ins.
  // A token that is not good costs no hash.
  [[nodiscard]] tl::expected<std::string, LinkRefusal> use(const ChosenPassword& chosen);

 private:
  Storage& storage_;
  const Clock& clock_;
  Random& random_;
  Accounts& accounts_;
};

}  // namespace minbar::collector
