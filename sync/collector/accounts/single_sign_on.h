// Signing in without a password of ours: a proxy has asked somebody who they are, and says so in a header
// (http/vouching.h). Its word is a name, which stands for one account here when an operator has said so. Nobody is
// made, and nobody is found by an account's own name: a name that somebody chooses at the provider opens nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/rate_limit.h"
#include "sync/collector/storage/storage.h"
#include "sync/db/database.h"

namespace minbar::collector {

struct VouchedAccount {
  std::int64_t account = 0;
  std::string name;
  bool has_notice = false;  // as SignedIn's
};

enum class SsoRefusal {
  absent,     // nobody who is believed says who asks
  unusable,   // said twice, or no name can be like this
  unknown,    // the name is no account's, or that of one which is disabled
  try_later,  // the database could not be asked
};

class SingleSignOn {
 public:
  // References must outlive this.
  SingleSignOn(Storage& storage, const Clock& clock, Random& random);

  // Whose account it is. `vouched` is what the header said, as often as it came. An unknown name is a failed sign-in in
  // the audit; who asks again and again under one fills it no further than their limit. Thread-safe.
  [[nodiscard]] tl::expected<VouchedAccount, SsoRefusal> find(std::span<const std::string> vouched, const Actor& by);

 private:
  void note_unknown(const std::string& name, const Actor& by);

  Storage& storage_;
  const Clock& clock_;
  RateLimit limit_;
};

struct SsoName {
  std::int64_t account = 0;
  std::string_view name = {};  // empty: it has none any more
  std::int64_t at_ms = 0;
  Actor by = {};
};
// From now on the account is reached by this name alone; sessions that another one began end. In a write. Errors:
// bad_input (no header can say it), conflict (another account has it), not_found (no such account, or no name to take
// away).
[[nodiscard]] Result<void> set_sso_name(db::Database& database, const SsoName& given);

}  // namespace minbar::collector
