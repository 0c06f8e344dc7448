#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "sync/collector/http/server.h"

namespace minbar::collector {

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const auto colon = text.rfind(':');
  ListenAddress listen;
  bool good = colon != std::string_view::npos && colon > 0;
  if (good) {
    auto address = text.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
    const auto port = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), listen.port);
    good = error == std::errc{} && end == port.data() + port.size() && !port.empty();
    listen.address = std::string(address);
  }
  if (!good) return fail(Errc::bad_input, fmt::format("\"{}\" is not ADDRESS:PORT, such as 127.0.0.1:8080", text));
  return listen;
}

Error cannot_listen(const ServerOptions& options, std::error_code error) {
  const auto code = error == std::errc::address_in_use      ? Errc::conflict
                    : error == std::errc::permission_denied ? Errc::denied
                                                            : Errc::io;
  return {code, fmt::format("cannot listen on {}:{}: {}", options.address, options.port, error.message())};
}

Result<void> may_listen(const ServerOptions& options) {
  const auto address = parse_address(options.address);
  if (!address) return fail(Errc::bad_input, fmt::format("\"{}\" is not a numeric address", options.address));
  const auto machine = this_machine();
  const bool loopback =
      std::any_of(machine.begin(), machine.end(), [&](const auto& own) { return own.holds(*address); });
  if (loopback || options.behind_proxy) return {};
  return fail(Errc::denied,
              fmt::format("{} can be reached from other machines and this program speaks plain HTTP: listen on "
                          "127.0.0.1, or put a TLS proxy in front and say --behind-proxy",
                          options.address));
}

}  // namespace minbar::collector
