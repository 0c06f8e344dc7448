// The sessions of people who signed in: a random token in the browser and its hash here. One ends after an idle hour,
// after a working day, by signing out, or when the same browser signs in again. Neither a clock that is turned nor a
// restart makes one longer: the day and the hour are also counted on the clock that nobody turns, as far as this
// process has seen the session, and a session that was used later than now has ended. Thread-safe.
#pragma once

#include <cstdint>
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
  std::vector<Grant> grants;  // those that hold now
};

// What the database knows a session by; never its token.
[[nodiscard]] seal::Hash hash_of_session(std::string_view token);

class Sessions {
 public:
  // References must outlive this.
  Sessions(Storage& storage, const Clock& clock, Random& random) : storage_(storage), clock_(clock), random_(random) {}

  struct Start {
    std::int64_t account = 0;
    std::string name;
    std::string_view earlier_token;  // of the same browser; that session ends with this, whoever's it was
    std::string_view address = {};   // of who signs in, shortened: for the audit
  };
  [[nodiscard]] Result<Session> start(Start from);
  // The session of a token, or nothing when there is none or it has ended.
  [[nodiscard]] Result<std::optional<Session>> find(std::string_view token);
  [[nodiscard]] Result<void> end(const Session& session, const Actor& by);
  // The account whose session this process has seen alive under this token. Waits for nothing: may say nothing of a
  // session that is alive, and an account of one that ended just now.
  [[nodiscard]] std::optional<std::int64_t> account_seen(std::string_view token) const;

 private:
  struct Seen {
    std::int64_t account = 0;
    std::int64_t ends_ms = 0;  // monotonic, as used_ms
    std::int64_t used_ms = 0;
    [[nodiscard]] bool is_over(std::int64_t now_ms) const;
  };
  bool see(const seal::Hash& token, std::int64_t account, std::int64_t left_ms);
  void forget(const seal::Hash& token);
  Result<void> remove(const seal::Hash& token);

  Storage& storage_;
  const Clock& clock_;
  Random& random_;
  mutable std::mutex mutex_;
  std::map<seal::Hash, Seen> seen_;
};

}  // namespace minbar::collector
