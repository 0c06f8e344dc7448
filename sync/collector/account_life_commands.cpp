#include "sync/collector/account_life_commands.h"

#include <fmt/format.h>

#include "sync/collector/accounts/life/account_life.h"
#include "sync/collector/accounts/life/second_factors.h"
#include "sync/collector/commands.h"
#include "sync/collector/desk/time_text.h"

namespace minbar::collector {

namespace {

// Opens the collector, finds the account and does it.
template <class Does>
int on_account(const AccountCommand& command, Does does) {
  const SystemClock clock;
  SystemRandom random;
  auto collector = open_existing(command.collector, clock, random);
  if (!collector) return failed(collector.error());
  const auto account = (*collector)->accounts().find(command.name);
  if (!account) return failed(account.error());
  const auto done = does(**collector, *account);
  return done ? 0 : failed(done.error());
}

void say_done(std::string_view what, const AccountCommand& command) { fmt::print("{}: {}\n", what, command.name); }

}  // namespace

void print_link(std::string public_url, const MadeLink& link) {
  while (public_url.ends_with('/')) public_url.pop_back();
  fmt::print("link: {}{}\nexpires: {}\n", public_url, path_of(link), machine_time(link.expires_at_ms));
}

int reset_password(const AccountCommand& command) {
  return on_account(command, [&](Collector& collector, std::int64_t account) -> Result<void> {
    const auto link = TRY(collector.links().renew(account, {}));
    print_link(command.collector.public_url, link);
    return {};
  });
}

int disable_account(const AccountCommand& command) {
  return on_account(command, [&](Collector& collector, std::int64_t account) -> Result<void> {
    TRY(collector.account_life().disable(account, {}));
    say_done("disabled", command);
    return {};
  });
}

int enable_account(const AccountCommand& command) {
  return on_account(command, [&](Collector& collector, std::int64_t account) -> Result<void> {
    TRY(collector.account_life().enable(account, {}));
    say_done("enabled", command);
    return {};
  });
}

int remove_account(const AccountCommand& command) {
  return on_account(command, [&](Collector& collector, std::int64_t account) -> Result<void> {
    TRY(collector.account_life().remove(account, {}));
    say_done("removed", command);
    return {};
  });
}

int reset_second_factor(const AccountCommand& command) {
  return on_account(command, [&](Collector& collector, std::int64_t account) -> Result<void> {
    TRY(collector.second_factors().remove(account, {}));
    say_done("no second factor", command);
    return {};
  });
}

int list_sessions(const AccountCommand& command) {
  return on_account(command, [](Collector& collector, std::int64_t account) -> Result<void> {
    for (const auto& session : TRY(collector.accounts().sessions().list(account)))
      fmt::print("{}\t{}\t{}\t{}{}\n", session.number, machine_time(session.made_ms), machine_time(session.used_ms),
                 session.address.empty() ? "-" : session.address, session.pending ? "\tits code is awaited" : "");
    return {};
  });
}

int end_sessions(const EndSessionsCommand& command) {
  return on_account(command.of, [&](Collector& collector, std::int64_t account) -> Result<void> {
    auto& sessions = collector.accounts().sessions();
    std::int64_t ended = 1;
    if (command.number)
      TRY(sessions.end_one(account, *command.number, {}));
    else
      ended = TRY(sessions.end_all(account, std::nullopt, {}));
    fmt::print("ended: {}\n", ended);
    return {};
  });
}

}  // namespace minbar::collector
