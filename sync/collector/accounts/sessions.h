// The sessions of people who signed in: a random token in the browser and its hash here. One ends after an idle hour,
// after a working day, by signing out, or when the same browser signs in again. Neither a clock that is turned nor a
// restart makes one longer: the day and the hour are also counted on the clock that nobody turns, as far as this
// process has seen the session, and a session that was used later than now has ended. A session whose password was
// right and whose code is still awaited is pending: it is found by nobody but who completes it. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/storage/storage.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

struct Session {
  std::int64_t account = 0;
  std::string name;
  std::string token;
  std::vector<Grant> grants;      // those that hold now; see needs_second_factor
  std::int64_t number = 0;        // as SessionLine's
  std::int64_t confirmed_ms = 0;  // wall clock: when the password, and the code where there is one, were last given
  bool is_confirmed = false;      // within the last limits::confirmed_ms, by both clocks
  bool has_second_factor = false;
  bool needs_second_factor = false;  // a role needs one that is not set up, and is left out
  bool by_sso = false;               // a single sign-on began it
};

// One of an account's sessions as its owner is shown it.
struct SessionLine {
  std::int64_t number = 0;  // names it; says nothing of its token
  std::int64_t made_ms = 0;
  std::int64_t used_ms = 0;  // to a minute
  std::string address;       // where it began, shortened; empty: not known
  bool pending = false;      // its code is awaited
};

// The password was right, a code is awaited.
struct PendingSession {
  std::int64_t account = 0;
  std::string name;
  std::string token;
};

// What became of a code.
enum class CodeOutcome { right, wrong, gone };
struct Completed {
  CodeOutcome outcome = CodeOutcome::gone;
  std::optional<Session> session = {};  // of right, with a new token
};

// What the database knows a session by; never its token.
[[nodiscard]] seal::Hash hash_of_session(std::string_view token);

class Sessions {
 public:
  // References must outlive this.
  Sessions(Storage& storage, const Clock& clock, Random& random, bool require_second_factor)
      : storage_(storage), clock_(clock), random_(random), require_second_factor_(require_second_factor) {}

  struct Start {
    std::int64_t account = 0;
    std::string name;
    std::string_view earlier_token;  // of the same browser; that session ends with this, whoever's it was
    std::string_view address = {};   // of who signs in, shortened: for the audit and the list
    std::string_view
        password_hash;     // that was judged: when it is another by now, or the account may not sign in, none starts
    bool pending = false;  // a code is awaited
    bool by_sso = false;   // instead of a password: a single sign-on has said who it is
  };
  // Error denied: see password_hash.
  [[nodiscard]] Result<Session> start(Start from);
  // The session of a token, or nothing when there is none, it has ended or is pending.
  [[nodiscard]] Result<std::optional<Session>> find(std::string_view token);
  // By who is signed in. When it cannot be written (a full disk, a rebuild) it is over for this process all the same;
  // the error says that the audit does not have it.
  [[nodiscard]] Result<void> end(const Session& session, const Actor& by);

  // The pending session of a token, for limits::pending_session_ms and until limits::wrong_codes were given.
  [[nodiscard]] Result<std::optional<PendingSession>> find_pending(std::string_view token);
  // Asks `is_right` inside the writer's transaction. Right: the session goes on under a new token. Wrong: counted.
  using JudgeCode = std::function<Result<bool>(db::Database&)>;
  [[nodiscard]] Result<Completed> complete(const PendingSession& pending, std::string_view address,
                                           const JudgeCode& is_right);
  // Who is signed in has proved it again. Wrong and gone as of complete; counts nothing.
  [[nodiscard]] Result<CodeOutcome> confirm(const Session& session, const Actor& by, const JudgeCode& is_right);

  // Of an account, those that have not ended; the last used first.
  [[nodiscard]] Result<std::vector<SessionLine>> list(std::int64_t account);
  // Error not_found: the account has no such session (any more).
  [[nodiscard]] Result<void> end_one(std::int64_t account, std::int64_t number, const Actor& by);
  // All of an account, or all but one; how many there were.
  [[nodiscard]] Result<std::int64_t> end_all(std::int64_t account, std::optional<std::int64_t> but_number,
                                             const Actor& by);
  // The same inside somebody else's write, without a line in the audit. Call forget_account after the commit.
  [[nodiscard]] static Result<std::int64_t> end_all_in(db::Database& database, std::int64_t account,
                                                       std::optional<std::int64_t> but_number = {});
  void forget_account(std::int64_t account, std::optional<std::int64_t> but_number = {});

  // The account whose session this process has seen alive under this token. Waits for nothing: may say nothing of a
  // session that is alive, and an account of one that ended just now.
  [[nodiscard]] std::optional<std::int64_t> account_seen(std::string_view token) const;

 private:
  struct Seen {
    std::int64_t account = 0;
    std::int64_t number = 0;
    std::int64_t ends_ms = 0;  // monotonic, as used_ms
    std::int64_t used_ms = 0;
    std::int64_t confirmed_ms = 0;          // as the session's
    std::int64_t confirmation_ends_ms = 0;  // monotonic
    [[nodiscard]] bool is_over(std::int64_t now_ms) const;
  };
  enum class Confirmation { holds, over };
  std::optional<Confirmation> see(const seal::Hash& token, const Session& session, std::int64_t wall_ms,
                                  std::int64_t left_ms);
  void end_here(const seal::Hash& token);
  void forget(const seal::Hash& token);
  Result<void> remove(const seal::Hash& token);

  Storage& storage_;
  const Clock& clock_;
  Random& random_;
  const bool require_second_factor_;
  mutable std::mutex mutex_;
  std::map<seal::Hash, Seen> seen_;
};

}  // namespace minbar::collector
