// Who a request came from: addresses as the limits count them and as the log may show them, and the client that trusted
// proxies name. Used by the server. Knows no sockets and resolves no names.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"

namespace minbar::collector {

// An IPv6 address; an IPv4 address as RFC 4291, section 2.5.5.2, maps it.
struct Address {
  std::array<std::uint8_t, 16> bytes{};
  bool operator==(const Address&) const = default;
  [[nodiscard]] bool is_v4() const;
};

// "203.0.113.9", "2001:db8::1", either with a port ("203.0.113.9:4711", "[2001:db8::1]:4711"); nothing for anything
// else.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);

// As people write it.
[[nodiscard]] std::string text_of(const Address& address);
// What is counted as one client: an IPv4 address, or the /64 that one IPv6 subscriber has ("2001:db8:1:2::/64").
[[nodiscard]] std::string client_key(const Address& address);
// What a log may hold: "203.0.113.0/24", "2001:db8:1::/48".
[[nodiscard]] std::string shortened(const Address& address);

struct Network {
  Address address;
  int prefix_bits = 128;  // of the mapped form
  bool operator==(const Network&) const = default;
  [[nodiscard]] bool holds(const Address& other) const;
};

// "10.0.0.0/8", "2001:db8::/32", or one address. Error bad_input.
[[nodiscard]] Result<Network> parse_network(std::string_view text);
// 127.0.0.0/8 and ::1: a proxy on this machine.
[[nodiscard]] std::vector<Network> this_machine();

// Whom the request came from. `forwarded` is the whole of its X-Forwarded-For fields, joined by commas in their order.
// A socket's peer that is no trusted proxy is the client itself, whatever it says. Behind one the rightmost address
// that no trusted proxy has is the client, since everything left of it is the client's own word. Nothing: a trusted
// proxy named nobody, or not well.
[[nodiscard]] std::optional<Address> client_of(const Address& peer, std::string_view forwarded,
                                               std::span<const Network> trusted);

// The same as a request bears it.
struct NamedClient {
  std::string key;    // client_key; of a client that nobody named `otherwise`: limits must never put strangers together
  std::string shown;  // shortened: the client's, else the proxy's
  bool named = false;
  bool local = false;  // a program on this machine, for whom no proxy speaks
};
[[nodiscard]] NamedClient name_client(const Address& peer, std::string_view forwarded, std::span<const Network> trusted,
                                      std::string otherwise);

}  // namespace minbar::collector
