// Who may read at the desk: accounts with Argon2id passwords and their sessions. Judging a password is slow on
// purpose: ask admit() first, which waits for nothing, then call sign_in on a lane of its own. An unknown name and a
// wrong password get the same answer in about the same time, with or without a browser's cookie.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/browser_cookie.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/accounts/sessions.h"
#include "sync/collector/accounts/sign_in_limits.h"
#include "sync/collector/storage/storage.h"
#include "sync/seal/password.h"
#include "sync/seal/secret.h"

namespace minbar::collector {

struct Credentials {
  std::string_view name;
  std::string_view password;
  std::string_view peer;
  std::string_view address = {};  // the peer's, shortened: for the audit
  std::string_view browser = {};  // the browser's cookie, as it came
  std::string_view session = {};  // the token it came with: that session ends
};

struct SignedIn {
  Session session;
  bool has_notice = false;  // there is something that the account is to be told
  std::string browser;      // the browser's cookie from now on
};

enum class SignInFailure { wrong, too_many_tries, try_later };
struct SignInRefusal {
  SignInFailure why = SignInFailure::wrong;
  Wait wait = {};  // of too_many_tries
};

class Accounts {
 public:
  struct Options {
    seal::PasswordCost cost = {};            // of new passwords
    seal::Locked<seal::MacKey> browser_key;  // under which browsers' cookies are made
  };
  // References must outlive this. Errors as seal::hash_password.
  [[nodiscard]] static Result<std::unique_ptr<Accounts>> open(Storage& storage, const Clock& clock, Random& random,
                                                              Options options);

  // Errors: conflict (the name is taken), bad_input (empty or long name, short password; says what to do).
  // With these roles, which may be none; left out, with those of an administrator, as the first account needs.
  [[nodiscard]] Result<void> create(std::string_view name, std::string_view password,
                                    const std::vector<RoleAt>& roles = administrator());
  // The number of the account of this name. Errors: not_found.
  [[nodiscard]] Result<std::int64_t> find(std::string_view name);
  // Whether this try may be made now; asked once before sign_in. Asks no database.
  [[nodiscard]] tl::expected<Passage, Wait> admit(const Credentials& credentials);
  [[nodiscard]] tl::expected<SignedIn, SignInRefusal> sign_in(const Credentials& credentials);
  [[nodiscard]] Sessions& sessions() { return sessions_; }

 private:
  Accounts(Storage& storage, const Clock& clock, Random& random, Options options, std::string nobodys_hash);

  Storage& storage_;
  const Clock& clock_;
  Random& random_;
  const seal::PasswordCost cost_;
  const std::string nobodys_hash_;  // judged when the name is unknown, so that it takes as long
  const BrowserCookies cookies_;
  SignInLimits limits_;
  Sessions sessions_;
};

}  // namespace minbar::collector
