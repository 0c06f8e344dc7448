#include "sync/collector/accounts/sign_in_limits.h"

#include <fmt/format.h>

#include "sync/base/hex.h"

namespace minbar::collector {

namespace {

constexpr RateLimit::Rule name_and_peer_rule{.burst = 5, .refill_ms = 3 * 60'000};
constexpr RateLimit::Rule browser_rule = name_and_peer_rule;
constexpr RateLimit::Rule sign_in_peer_rule{.burst = 30, .refill_ms = 30'000};
constexpr RateLimit::Rule name_rule{.burst = 60, .refill_ms = 60'000};  // many addresses against one account

std::string name_and_peer(const SignInTry& attempt) { return fmt::format("{}|{}", attempt.peer, attempt.name); }

}  // namespace

SignInLimits::SignInLimits(const Clock& clock, Random& random)
    : by_peer_(sign_in_peer_rule, clock, random),
      by_name_and_peer_(name_and_peer_rule, clock, random),
      by_name_(name_rule, clock, random),
      by_browser_(browser_rule, clock, random) {}

tl::expected<Passage, Wait> SignInLimits::take(const SignInTry& attempt) {
  if (attempt.browser && by_browser_.take(to_hex(attempt.browser->view()))) return Passage::known_browser;
  return take_as_stranger(attempt);
}

tl::expected<Passage, Wait> SignInLimits::take_as_stranger(const SignInTry& attempt) {
  if (const auto taken = by_peer_.take(std::string(attempt.peer)); !taken) return tl::unexpected(taken.error());
  if (const auto taken = by_name_and_peer_.take(name_and_peer(attempt)); !taken) return tl::unexpected(taken.error());
  if (const auto taken = by_name_.take(std::string(attempt.name)); !taken) return tl::unexpected(taken.error());
  return Passage::stranger;
}

void SignInLimits::forgive(const SignInTry& attempt) {
  by_name_and_peer_.forgive(name_and_peer(attempt));
  if (attempt.browser) by_browser_.forgive(to_hex(attempt.browser->view()));
}

}  // namespace minbar::collector
