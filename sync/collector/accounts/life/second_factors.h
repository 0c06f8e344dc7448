// The second factor of an account: codes of an authenticator app, and ten recovery codes for when it is lost. It is set
// up in two steps, so that nobody is locked out by an app that was not read. Wrong codes are limited for each account,
// apart for browsers that its owner signed in from before, and stand in the audit. Also the place where somebody who is
// signed in proves once more who they are, since that needs both factors.
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
#include "sync/collector/accounts/rate_limit.h"
#include "sync/collector/accounts/second_factor/qr_picture.h"
#include "sync/collector/storage/storage.h"
#include "sync/seal/hash.h"
#include "sync/seal/secret.h"

namespace minbar::collector {

// What the page of setting up shows. Gone once a code proved it.
struct FactorSetup {
  std::string secret;  // "JBSW Y3DP …", to be typed
  std::string uri;     // otpauth://…
  QrPicture picture;   // of the uri
};

struct FactorState {
  std::optional<std::int64_t> set_at_ms = {};  // none: the account has no second factor
  std::int64_t recovery_codes_left = 0;
};

enum class CodeFailure {
  wrong,           // try again
  too_many_tries,  // after `wait` the right code works
  gone,            // the sign-in that awaited it, or the setup, has ended: begin again
  try_later
};
struct CodeRefusal {
  CodeFailure why = CodeFailure::wrong;
  Wait wait = {};  // of too_many_tries
};

// A code for a sign-in whose password was right.
struct AwaitedCode {
  std::string_view token;         // the session cookie, as Accounts::sign_in gave it
  std::string_view code;          // of the app, or a recovery code
  std::string_view browser = {};  // the browser's cookie, as it came
  std::string_view address = {};  // shortened, for the audit and the list of sessions
};

class SecondFactors {
 public:
  // References must outlive this. The key: seal::second_factor_key_of.
  SecondFactors(Storage& storage, const Clock& clock, Random& random, Accounts& accounts,
                seal::Locked<seal::MacKey> key);

  [[nodiscard]] Result<FactorState> state(std::int64_t account);

  // Begins to set up, also where there is a second factor already, which stays until the new one has proved itself. Ask
  // for a confirmed session first.
  [[nodiscard]] Result<FactorSetup> begin(const Session& session);
  // What begin() showed, for the page to show again; nothing after limits::second_factor_setup_ms.
  [[nodiscard]] Result<std::optional<FactorSetup>> begun(const Session& session);
  // A right code makes it the account's second factor; earlier recovery codes end. Returns the new ones, to be shown
  // once. Ends the account's other sessions.
  [[nodiscard]] tl::expected<std::vector<std::string>, CodeRefusal> finish(const Session& session,
                                                                           std::string_view code, const Actor& by);
  // Ten new recovery codes; the earlier ones end. Error not_found: there is no second factor.
  [[nodiscard]] Result<std::vector<std::string>> make_recovery_codes(const Session& session, const Actor& by);
  // Takes it away with its codes: by its owner in a confirmed session, or by who may for somebody who lost it. Errors:
  // not_found.
  [[nodiscard]] Result<void> remove(std::int64_t account, const Actor& by);

  // Completes a sign-in: the session gets a new token, and SignedIn has the cookies. Five wrong codes end the sign-in.
  [[nodiscard]] tl::expected<SignedIn, CodeRefusal> complete(const AwaitedCode& awaited);

  // Before a sensitive act: the password, and a code where there is a second factor. The session is then confirmed
  // (Session::is_confirmed) for limits::confirmed_ms. wrong does not say which was wrong. Slow: on the lane of
  // sign-ins.
  [[nodiscard]] tl::expected<void, CodeRefusal> confirm(const Session& session, const Proof& proof,
                                                        std::string_view code);

 private:
  [[nodiscard]] Result<bool> take_code(db::Database& database, std::int64_t account, std::string_view code,
                                       const Actor& by);
  [[nodiscard]] Result<std::string> key_of(std::int64_t account, std::string_view browser);
  [[nodiscard]] tl::expected<void, CodeRefusal> take_try(std::int64_t account, std::string_view browser);
  void forgive(std::int64_t account, std::string_view browser);

  Storage& storage_;
  const Clock& clock_;
  Random& random_;
  Accounts& accounts_;
  const seal::Locked<seal::MacKey> key_;
  RateLimit tries_;
};

}  // namespace minbar::collector
