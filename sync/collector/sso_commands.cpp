#include <algorithm>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/accounts/single_sign_on.h"
#include "sync/collector/commands.h"

namespace minbar::collector {

namespace {

// A path of this site or an address with TLS, as it may stand in a page.
bool is_sign_out(std::string_view text) {
  const bool leads = text.starts_with("https://") || (text.starts_with('/') && !text.starts_with("//"));
  return leads && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
}

}  // namespace

Result<void> name_single_sign_on(const SsoFlags& flags, CollectorOptions& options) {
  if (flags.header.empty()) return {};
  if (!options.behind_proxy)
    return fail(Errc::bad_input, "--sso-header is for a collector behind a TLS proxy: add --behind-proxy");
  if (flags.proxies.size() > limits::trusted_proxies)
    return fail(Errc::bad_input, fmt::format("at most {} times --sso-proxy; name a range", limits::trusted_proxies));
  if (!flags.sign_out.empty() && !is_sign_out(flags.sign_out))
    return fail(Errc::bad_input, "--sso-sign-out is a path such as /sign-in/oidc?logout=... or begins with https://");
  options.vouching.header = TRY(vouching_header(flags.header));
  for (const auto& text : flags.proxies) options.vouching.proxies.push_back(TRY(parse_network(text)));
  options.sso_sign_out = flags.sign_out;
  return {};
}

int give_sso_name(const SsoNameCommand& command) {
  const SystemClock clock;
  SystemRandom random;
  if (command.as.empty() == !command.end)
    return failed({Errc::bad_input, "say --as with what the header says of this person, or --end"});
  auto collector = open_existing(command.collector, clock, random);
  if (!collector) return failed(collector.error());
  const auto account = (*collector)->accounts().find(command.name);
  if (!account) return failed(account.error());
  const auto given = (*collector)->storage().write([&](db::Database& database) {
    return set_sso_name(database, {.account = *account, .name = command.as, .at_ms = clock.wall_ms()});
  });
  if (!given) return failed(given.error());
  fmt::print("single sign-on: {}\t{}\n", command.name, command.end ? "-" : command.as);
  return 0;
}

}  // namespace minbar::collector
