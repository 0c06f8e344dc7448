#include "sync/collector/http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "sync/collector/http/form.h"

namespace minbar::collector {

namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr int v4_bits = 32;
constexpr int v6_bits = 128;
constexpr int mapped_bits = v6_bits - v4_bits;

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return value;
}

std::optional<Address> parse_bare(std::string_view text) {
  if (text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
  const std::string ended(text);
  Address out;
  if (::inet_pton(AF_INET6, ended.c_str(), out.bytes.data()) == 1) return out;
  std::copy(mapped_prefix.begin(), mapped_prefix.end(), out.bytes.begin());
  if (::inet_pton(AF_INET, ended.c_str(), out.bytes.data() + mapped_prefix.size()) == 1) return out;
  return std::nullopt;
}

// The first `bits` of it, the rest zeros.
Address cut(Address address, int bits) {
  for (int i = 0; i < v6_bits; ++i)
    if (i >= bits) address.bytes.at(static_cast<std::size_t>(i / 8)) &= static_cast<std::uint8_t>(~(0x80U >> (i % 8)));
  return address;
}

// The network of an address in which it is one of many: by its own family's prefixes.
std::string network_text(const Address& address, int v4_prefix, int v6_prefix) {
  const int bits = address.is_v4() ? mapped_bits + v4_prefix : v6_prefix;
  return fmt::format("{}/{}", text_of(cut(address, bits)), address.is_v4() ? v4_prefix : v6_prefix);
}

}  // namespace

bool Address::is_v4() const { return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin()); }

std::optional<Address> parse_address(std::string_view text) {
  text = trimmed(text);
  if (const auto bare = parse_bare(text)) return bare;
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || !whole_number<std::uint16_t>(text.substr(colon + 1))) {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
      return parse_bare(text.substr(1, text.size() - 2));
    return std::nullopt;
  }
  const auto host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') return parse_bare(host.substr(1, host.size() - 2));
  return host.find(':') == std::string_view::npos ? parse_bare(host) : std::nullopt;
}

std::string text_of(const Address& address) {
  char text[INET6_ADDRSTRLEN] = {};
  const bool v4 = address.is_v4();
  const auto* from = address.bytes.data() + (v4 ? mapped_prefix.size() : 0);
  return ::inet_ntop(v4 ? AF_INET : AF_INET6, from, text, sizeof text) == nullptr ? "" : text;
}

std::string client_key(const Address& address) {
  constexpr int one_subscriber = 64;  // what a provider gives one line at the least (RFC 6177)
  return address.is_v4() ? text_of(address) : network_text(address, v4_bits, one_subscriber);
}

std::string shortened(const Address& address) {
  constexpr int v4_prefix = 24;
  constexpr int v6_prefix = 48;
  return network_text(address, v4_prefix, v6_prefix);
}

bool Network::holds(const Address& other) const { return cut(other, prefix_bits) == cut(address, prefix_bits); }

Result<Network> parse_network(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = parse_bare(text.substr(0, slash));
  const bool v4 = address && address->is_v4();
  auto bits = std::optional<int>(v4 ? v4_bits : v6_bits);
  if (slash != std::string_view::npos) bits = whole_number<int>(text.substr(slash + 1));
  if (!address || !bits || *bits < 0 || *bits > (v4 ? v4_bits : v6_bits))
    return fail(Errc::bad_input,
                fmt::format("\"{}\" is not ADDRESS or ADDRESS/LENGTH, such as 127.0.0.1 or 10.0.0.0/8", text));
  return Network{.address = *address, .prefix_bits = *bits + (v4 ? mapped_bits : 0)};
}

std::vector<Network> this_machine() {
  constexpr int v4_loopback_bits = 8;
  return {{.address = *parse_bare("127.0.0.1"), .prefix_bits = mapped_bits + v4_loopback_bits},
          {.address = *parse_bare("::1"), .prefix_bits = v6_bits}};
}

std::optional<Address> client_of(const Address& peer, std::string_view forwarded, std::span<const Network> trusted) {
  const auto is_proxy = [&](const Address& address) {
    return std::any_of(trusted.begin(), trusted.end(), [&](const Network& network) { return network.holds(address); });
  };
  if (!is_proxy(peer)) return peer;
  std::optional<Address> named;
  while (!forwarded.empty()) {
    const auto comma = forwarded.rfind(',');
    const auto from = comma == std::string_view::npos ? 0 : comma + 1;
    named = parse_address(forwarded.substr(from));
    if (!named || !is_proxy(*named)) return named;
    forwarded = forwarded.substr(0, comma == std::string_view::npos ? 0 : comma);
  }
  return named;  // proxies alone: somebody on one of those machines
}

NamedClient name_client(const Address& peer, std::string_view forwarded, std::span<const Network> trusted,
                        std::string otherwise) {
  const auto client = client_of(peer, forwarded, trusted);
  const auto here = this_machine();
  const bool is_here =
      std::any_of(here.begin(), here.end(), [&](const Network& network) { return network.holds(peer); });
  return {.key = client ? client_key(*client) : std::move(otherwise),
          .shown = shortened(client.value_or(peer)),
          .named = client.has_value(),
          .local = is_here && forwarded.empty()};
}

}  // namespace minbar::collector
