// How often somebody may try to sign in. Strangers are counted by address first, then by address with name, and by name
// last, so that a name's tries are spent only by those whom nothing else stops. A browser that the named person signed
// in from before has tries of its own: however many others try the name, that person is not refused. In memory; waits
// for nothing. Thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "sync/collector/accounts/browser_cookie.h"
#include "sync/collector/accounts/peer_limit.h"
#include "sync/collector/accounts/rate_limit.h"

namespace minbar::collector {

struct SignInTry {
  std::string_view name;  // folded
  std::string_view peer;
  std::optional<BrowserId> browser = {};  // whose cookie is good for this name
};

// How a try got past the limits.
enum class Passage { stranger, known_browser };

class SignInLimits {
 public:
  // `clock` must outlive this.
  SignInLimits(const Clock& clock, Random& random);

  // A known browser whose own tries are spent may still be let in as a stranger: somebody may have stolen its cookie.
  [[nodiscard]] tl::expected<Passage, Wait> take(const SignInTry& attempt);
  [[nodiscard]] tl::expected<Passage, Wait> take_as_stranger(const SignInTry& attempt);
  // The password was right.
  void forgive(const SignInTry& attempt);

 private:
  PeerLimit by_peer_;
  RateLimit by_name_and_peer_;
  RateLimit by_name_;
  RateLimit by_browser_;
};

}  // namespace minbar::collector
