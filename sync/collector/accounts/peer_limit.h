// How often one client may try something, whoever else its provider has: by its address as the server counts it
// (client_key), and for an IPv6 client also by the /48 around it, more generously: whoever has a /48 has 65,536
// clients' addresses. Thread-safe.
#pragma once

#include <string>

#include "sync/collector/accounts/rate_limit.h"

namespace minbar::collector {

class PeerLimit {
 public:
  // `clock` must outlive this.
  PeerLimit(RateLimit::Rule rule, const Clock& clock, Random& random);

  [[nodiscard]] tl::expected<void, Wait> take(const std::string& peer);

 private:
  RateLimit own_;
  RateLimit around_;
};

}  // namespace minbar::collector
