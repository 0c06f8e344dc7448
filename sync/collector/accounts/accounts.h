// Who may read at the desk: accounts with Argon2id passwords and their sessions. Judging a password is slow on
// purpose: ask admit() first, which waits for nothing, then call sign_in on a lane of its own. An unknown name and a
// wrong password get the same answer in about the same time, with or without a browser's cookie; so does an account
// that has no password yet, is disabled or was removed. What becomes of an account later is in life/.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/browser_cookie.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/accounts/sessions.h"
#include "sync/collector/accounts/sign_in_limits.h"
#include "sync/collector/storage/storage.h"
#include "sync/seal/password.h"
#include "sync/seal/secret.h"

namespace minbar::collector {

// No controls, no line or paragraph ends, no marks that turn what stands beside: a list of names must not lie. Of valid
// UTF-8.
[[nodiscard]] bool is_one_line(std::string_view name);

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
  bool awaits_code = false;  // the session is pending: SecondFactors::complete makes one of it
  bool has_notice = false;   // there is something that the account is to be told
  std::string browser;       // the browser's cookie from now on; empty while a code is awaited: keep what it has
};

// That who is signed in is still who signed in.
struct Proof {
  std::string_view password;
  std::string_view peer;
  std::string_view browser = {};  // the browser's cookie, as it came
  std::string_view address = {};  // shortened peer, for the audit
};

enum class SignInFailure { wrong, too_many_tries, try_later };
struct SignInRefusal {
  SignInFailure why = SignInFailure::wrong;
  Wait wait = {};  // of too_many_tries
};

// An account in the making.
struct NewAccount {
  std::string_view name;
  std::string_view password_hash;  // empty: it was invited, and nobody can sign in yet
  std::vector<RoleAt> roles;
  std::optional<std::int64_t> until_ms = {};  // of the roles; none: until they are ended
  Actor by = {};
  std::int64_t at_ms = 0;
};
// In a write, with its lines in the audit. Returns the account's number. Errors: bad_input (an empty or long name, or
// one that is not on one line), conflict (the name is taken, or was), and those of make_grant.
[[nodiscard]] Result<std::int64_t> add_account(db::Database& database, const NewAccount& account);

class Accounts {
 public:
  struct Options {
    seal::PasswordCost cost = {};            // of new passwords
    seal::Locked<seal::MacKey> browser_key;  // under which browsers' cookies are made
    bool require_second_factor = false;      // of roles that need one (roles.h)
  };
  // References must outlive this. Errors as seal::hash_password.
  [[nodiscard]] static Result<std::unique_ptr<Accounts>> open(Storage& storage, const Clock& clock, Random& random,
                                                              Options options);

  // Errors: conflict (the name is taken, or was), bad_input (empty or long name, a password that the policy refuses;
  // says what to do). With these roles, which may be none; left out, with those of an administrator, as the first
  // account needs.
  [[nodiscard]] Result<void> create(std::string_view name, std::string_view password,
                                    const std::vector<RoleAt>& roles = administrator());
  // The number of the account of this name, whatever became of it. Errors: not_found.
  [[nodiscard]] Result<std::int64_t> find(std::string_view name);
  // Whether this try may be made now; asked once before sign_in. Asks no database.
  [[nodiscard]] tl::expected<Passage, Wait> admit(const Credentials& credentials);
  [[nodiscard]] tl::expected<SignedIn, SignInRefusal> sign_in(const Credentials& credentials);
  // Judges the password of somebody who is signed in; counts the try first, as a sign-in's, and writes a wrong one into
  // the audit as `failed`. Slow.
  [[nodiscard]] tl::expected<void, SignInRefusal> judge(const Session& session, const Proof& proof, Action failed);
  // The browser's cookie with a part for this account as it is now, as SignedIn has it.
  [[nodiscard]] Result<std::string> cookie_for(std::int64_t account, std::string_view browser);
  // The browser whose cookie is good for this account now.
  [[nodiscard]] Result<std::optional<BrowserId>> browser_of(std::int64_t account, std::string_view browser);
  [[nodiscard]] Sessions& sessions() { return sessions_; }
  [[nodiscard]] const seal::PasswordCost& cost() const { return cost_; }

 private:
  Accounts(Storage& storage, const Clock& clock, Random& random, Options options, std::string nobodys_hash);
  [[nodiscard]] std::string cookie_of(std::string_view browser, std::string_view name, std::string_view password_hash);
  [[nodiscard]] Result<void> note_failure(Action action, std::optional<std::int64_t> account, std::string_view address);

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
