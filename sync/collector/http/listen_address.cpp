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

}  // namespace minbar::collector
