#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/collector/account_life_commands.h"
#include "sync/collector/accounts/life/account_life.h"
#include "sync/collector/accounts/life/links.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/commands.h"
#include "sync/collector/desk/day_bounds.h"
#include "sync/collector/desk/time_text.h"
#include "sync/seal/password.h"

namespace minbar::collector {

namespace {

Result<std::string> first_line(const std::filesystem::path& file) {
  auto text = TRY(read_file(file, 4096));
  text.resize(std::min(text.find_first_of("\r\n"), text.size()));
  return text;
}

// "reader", or "reader@09.001". Errors: bad_input (no such role), not_found (no such place).
Result<RoleAt> role_at(Collector& collector, std::string_view text) {
  const auto at = std::min(text.find('@'), text.size());
  const auto role = role_from(text.substr(0, at));
  if (!role) {
    std::string names;
    for (const auto known : all_roles) names += fmt::format(" {}", name_of(known));
    return fail(Errc::bad_input, fmt::format("there is no role {}; the roles are{}", text.substr(0, at), names));
  }
  if (at == text.size()) return RoleAt{.role = *role};
  const PlaceCode place{std::string(text.substr(at + 1))};
  TRY(collector.check_place(place));
  return RoleAt{.role = *role, .place = place};
}

// The end of that day in the collector's zone; nothing when none is named.
Result<std::optional<std::int64_t>> end_of(const std::optional<std::string>& day) {
  if (!day) return std::nullopt;
  const auto end = end_of_day(*day);
  if (!end) return fail(Errc::bad_input, "a last day is written as 2027-06-30");
  return end;
}

std::string line_of(const std::string& name, const Grant& grant) {
  auto line = fmt::format("{}\t{}\t{}\t{}", name, grant.id, name_of(grant.what.role),
                          grant.what.place.value.empty() ? "everywhere" : grant.what.place.value);
  if (grant.until_ms) line += "\tuntil " + machine_time(*grant.until_ms);
  return line;
}

// What the account is when it is not active, as the end of its lines.
std::string state_text(const AccountLine& account) {
  if (account.state == AccountState::active) return "";
  auto text = fmt::format("\t{}", name_of(account.state));
  if (account.link_expires_at_ms) text += ", the link ends " + machine_time(*account.link_expires_at_ms);
  return text;
}

Result<std::vector<RoleAt>> roles_at(Collector& collector, const std::vector<std::string>& texts) {
  std::vector<RoleAt> roles;
  for (const auto& text : texts) roles.push_back(TRY(role_at(collector, text)));
  return roles;
}

}  // namespace

int create_user(const CreateUserCommand& command) {
  const SystemClock clock;
  SystemRandom random;
  const bool generated = command.password_file.empty();
  const auto password =
      generated ? Result<std::string>(seal::random_token(random, 15)) : first_line(command.password_file);
  if (!password) return failed(password.error());
  auto collector = open_existing(command.collector, clock, random);
  if (!collector) return failed(collector.error());
  auto roles = roles_at(**collector, command.roles);
  if (!roles) return failed(roles.error());
  if (roles->empty()) *roles = administrator();
  if (const auto made = (*collector)->accounts().create(command.name, *password, *roles); !made)
    return failed(made.error());
  fmt::print("user: {}\n", command.name);
  if (generated) fmt::print("password: {}\n", *password);
  return 0;
}

int list_accounts(const AccountsCommand& command) {
  const SystemClock clock;
  SystemRandom random;
  auto collector = open_existing(command.collector, clock, random);
  if (!collector) return failed(collector.error());
  const auto accounts = (*collector)->account_life().list();
  if (!accounts) return failed(accounts.error());
  for (const auto& account : *accounts) {
    const auto state = state_text(account);
    if (account.sso_name) fmt::print("{}\t-\tsingle sign-on\t{}\n", account.name, *account.sso_name);
    if (account.grants.empty()) fmt::print("{}\t-\tno role{}\n", account.name, state);
    for (const auto& grant : account.grants) fmt::print("{}{}\n", line_of(account.name, grant), state);
  }
  return 0;
}

int invite(const InviteCommand& command) {
  const SystemClock clock;
  SystemRandom random;
  auto collector = open_existing(command.collector, clock, random);
  if (!collector) return failed(collector.error());
  auto roles = roles_at(**collector, command.roles);
  if (!roles) return failed(roles.error());
  const auto link = (*collector)->links().invite({.name = command.name, .roles = std::move(*roles)});
  if (!link) return failed(link.error());
  print_link(command.collector.public_url, *link);
  return 0;
}

int grant_role(const GrantCommand& command) {
  const SystemClock clock;
  SystemRandom random;
  auto collector = open_existing(command.collector, clock, random);
  if (!collector) return failed(collector.error());
  const auto account = (*collector)->accounts().find(command.name);
  if (!account) return failed(account.error());
  const auto role = role_at(**collector, command.role);
  if (!role) return failed(role.error());
  const auto until = end_of(command.until);
  if (!until) return failed(until.error());
  const auto now = clock.wall_ms();
  const auto made = (*collector)->storage().write([&](db::Database& database) {
    return make_grant(database, {.account = *account, .what = *role, .from_ms = now, .until_ms = *until, .at_ms = now});
  });
  if (!made) return failed(made.error());
  fmt::print("role: {}\n", *made);
  return 0;
}

int end_role(const EndGrantCommand& command) {
  const SystemClock clock;
  SystemRandom random;
  auto collector = open_existing(command.collector, clock, random);
  if (!collector) return failed(collector.error());
  const auto ended = (*collector)->storage().write([&](db::Database& database) {
    return end_grant(database, {.grant = command.grant, .at_ms = clock.wall_ms()});
  });
  if (!ended) return failed(ended.error());
  fmt::print("ended: {}\n", command.grant);
  return 0;
}

}  // namespace minbar::collector
