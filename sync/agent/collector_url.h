// The collector's address as an operator gives it. HTTPS anywhere; plain HTTP to loopback only, where nobody can
// listen.
#pragma once

#include <string>
#include <string_view>

#include "sync/base/result.h"

namespace minbar::agent {

struct CollectorUrl {
  std::string base{};     // "https://host[:port][/prefix]", without a slash at its end
  bool loopback = false;  // no proxy may come between
  bool operator==(const CollectorUrl&) const = default;
};

// Error bad_input says what is wrong: no such scheme, a user or password or query inside, plain HTTP to elsewhere.
[[nodiscard]] Result<CollectorUrl> parse_collector_url(std::string_view text);

}  // namespace minbar::agent
