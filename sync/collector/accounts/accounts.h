// Who may read the dashboard: accounts with Argon2id passwords and their sessions. A session is a random token in the
// browser and its hash here; it ends after an idle hour, after a working day, or by signing out. Judging a password is
// slow on purpose: call sign_in on the password lane. An unknown name and a wrong password get the same answer in about
// the same time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/rate_limit.h"
#include "sync/collector/storage.h"
#include "sync/seal/password.h"

namespace minbar::collector {

struct Session {
  std::int64_t account = 0;
  std::string name;
  std::string token;
};

struct Credentials {
  std::string_view name;
  std::string_view password;
  std::string_view peer;
};

enum class SignInFailure { wrong, too_many_tries, try_later };

class Accounts {
 public:
  // References must outlive this. `cost` is what new passwords are hashed with. Errors as seal::hash_password.
  [[nodiscard]] static Result<std::unique_ptr<Accounts>> open(Storage& storage, const Clock& clock, Random& random,
                                                              seal::PasswordCost cost);

  // Errors: conflict (the name is taken), bad_input (empty or long name, short password; says what to do).
  [[nodiscard]] Result<void> create(std::string_view name, std::string_view password);
  [[nodiscard]] tl::expected<Session, SignInFailure> sign_in(const Credentials& credentials);
  // The session of a token, or nothing when there is none or it has ended.
  [[nodiscard]] Result<std::optional<Session>> session(std::string_view token);
  [[nodiscard]] Result<void> sign_out(const Session& session);

 private:
  Accounts(Storage& storage, const Clock& clock, Random& random, seal::PasswordCost cost, std::string nobodys_hash);
  Result<Session> start_session(std::int64_t account, std::string name);

  Storage& storage_;
  const Clock& clock_;
  Random& random_;
  const seal::PasswordCost cost_;
  const std::string nobodys_hash_;  // judged when the name is unknown, so that it takes as long
  RateLimit by_name_and_peer_;
  RateLimit by_peer_;
  RateLimit by_name_;
};

}  // namespace minbar::collector
