#include "sync/collector/accounts/refusals.h"

#include <fmt/format.h>

#include "sync/base/log.h"

namespace minbar::collector {

namespace {

// An honest mistake costs one; a guesser's hundredth says no more than the thirtieth.
constexpr RateLimit::Rule rule{.burst = 30, .refill_ms = 2 * 60'000};

}  // namespace

Refusals::Refusals(Storage& storage, const Clock& clock, Random& random)
    : storage_(storage), clock_(clock), limit_(rule, clock, random) {}

void Refusals::note(const Actor& by, std::string_view path) {
  log(LogEvent::page_refused, {{"account", by.account.value_or(0)}});
  if (!limit_.take(fmt::format("{}", by.account.value_or(0)))) return;
  // What is refused stays refused, whether or not it could be written.
  (void)storage_.write([&](db::Database& database) {
    return add_audit(database, {.at_ms = clock_.wall_ms(),
                                .action = Action::page_refused,
                                .by = by,
                                .outcome = Outcome::refused,
                                .detail = path});
  });
}

}  // namespace minbar::collector
