#include "sync/collector/accounts/peer_limit.h"

#include "sync/collector/http/client_address.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t lines_around = 8;  // a house or an office with several lines

RateLimit::Rule rule_around(const RateLimit::Rule& own) {
  return {.burst = own.burst * lines_around, .refill_ms = own.refill_ms / lines_around};
}

}  // namespace

PeerLimit::PeerLimit(RateLimit::Rule rule, const Clock& clock, Random& random)
    : own_(rule, clock, random), around_(rule_around(rule), clock, random) {}

tl::expected<void, Wait> PeerLimit::take(const std::string& peer) {
  if (const auto taken = own_.take(peer); !taken) return taken;
  const auto network = parse_network(peer);
  if (!network || network->address.is_v4()) return {};
  return around_.take(shortened(network->address));
}

}  // namespace minbar::collector
