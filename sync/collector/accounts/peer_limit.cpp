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
  const auto network = parse_network(peer);
  if (!network || network->address.is_v4()) return own_.take(peer);
  // Nothing is remembered of a client whose /48 is refused: whoever has one would fill the memory with its 65,536, and
  // clients that were never seen would share what it leaves.
  if (const auto room = own_.look(peer); !room) return room;
  if (const auto taken = around_.take(shortened(network->address)); !taken) return taken;
  return own_.take(peer);
}

}  // namespace minbar::collector
