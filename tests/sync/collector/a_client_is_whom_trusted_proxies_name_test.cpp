#include <catch2/catch.hpp>

#include "sync/collector/http/client_address.h"
#include "sync/collector/http/server.h"
#include "tests/sync/collector/test_browser.h"

using namespace minbar;
using namespace minbar::collector;

namespace {

Address address(std::string_view text) { return parse_address(text).value(); }

std::vector<Network> networks(const std::vector<std::string>& texts) {
  std::vector<Network> out;
  for (const auto& text : texts) out.push_back(parse_network(text).value());
  return out;
}

std::string named(std::string_view peer, std::string_view forwarded, const std::vector<std::string>& trusted) {
  const auto client = client_of(address(peer), forwarded, networks(trusted));
  return client ? text_of(*client) : "nobody";
}

}  // namespace

TEST_CASE("the rightmost address that is no trusted proxy is the client") {
  const std::vector<std::string> trusted{"127.0.0.1", "10.1.0.0/16", "2001:db8:f::/48"};
  CHECK(named("198.51.100.7", "203.0.113.9", trusted) == "198.51.100.7");
  CHECK(named("127.0.0.1", "203.0.113.9", trusted) == "203.0.113.9");
  CHECK(named("127.0.0.1", "6.6.6.6, 203.0.113.9", trusted) == "203.0.113.9");
  CHECK(named("127.0.0.1", "6.6.6.6,203.0.113.9 , 10.1.2.3,2001:db8:f:1::2", trusted) == "203.0.113.9");
  CHECK(named("::ffff:127.0.0.1", "203.0.113.9", trusted) == "203.0.113.9");
  CHECK(named("127.0.0.1", "[2001:db8::9]:4711", trusted) == "2001:db8::9");
  CHECK(named("127.0.0.1", "203.0.113.9:4711", trusted) == "203.0.113.9");
  CHECK(named("127.0.0.1", "10.1.2.3", trusted) == "10.1.2.3");
  CHECK(named("127.0.0.2", "203.0.113.9", trusted) == "127.0.0.2");
}

TEST_CASE("a trusted proxy that names somebody badly names nobody") {
  for (const std::string forwarded : {"", " ", "unknown", "203.0.113.9,", "203.0.113.9, _hidden", "1.2.3", "1.2.3.4.5",
                                      "[::1", "2001:db8::9:99999:1", "203.0.113.9:99999", "%00"})
    CHECK(named("127.0.0.1", forwarded, {"127.0.0.1"}) == "nobody");
}

TEST_CASE("one subscriber is one client and a log tells only the neighbourhood") {
  CHECK(client_key(address("203.0.113.9")) == "203.0.113.9");
  CHECK(client_key(address("::ffff:203.0.113.9")) == "203.0.113.9");
  CHECK(client_key(address("2001:db8:1:2:3:4:5:6")) == "2001:db8:1:2::/64");
  CHECK(shortened(address("203.0.113.9")) == "203.0.113.0/24");
  CHECK(shortened(address("2001:db8:1:2:3:4:5:6")) == "2001:db8:1::/48");
}

TEST_CASE("a network is an address with a length or the command says what it should be") {
  CHECK(parse_network("10.0.0.0/8").value().holds(address("10.255.0.1")));
  CHECK_FALSE(parse_network("10.0.0.0/8").value().holds(address("11.0.0.1")));
  CHECK(parse_network("0.0.0.0/0").value().holds(address("203.0.113.9")));
  CHECK_FALSE(parse_network("0.0.0.0/0").value().holds(address("2001:db8::1")));
  CHECK(parse_network("2001:db8::/32").value().holds(address("2001:db8:ffff::1")));
  for (const std::string text : {"", "proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0.0/8x"}) {
    const auto refused = parse_network(text);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().context.find("ADDRESS/LENGTH") != std::string::npos);
  }
}

TEST_CASE("behind a proxy that names nobody every connection is counted by itself") {
  Router router;
  router.add({.permission = collector::Permission::everyone,
              .pattern = "/peer",
              .lane = Lane::quick,
              .handler = [](const HttpRequest& request) {
                return plain_text(200, request.peer + "|" + request.peer_shortened);
              }});
  ServerOptions options;
  options.behind_proxy = true;
  options.error_page = [](unsigned status, const HttpRequest&) { return plain_text(status, ""); };
  const auto server = HttpServer::start(options, router).value();
  test::Browser browser(server.port());
  browser.headers = {"X-Forwarded-For: 10.0.0.1", "X-Forwarded-For: 203.0.113.9, 198.51.100.7"};
  CHECK(browser.get("/peer").body == "198.51.100.7|198.51.100.0/24");
  browser.headers = {};
  const auto one = browser.get("/peer").body;
  const auto other = browser.get("/peer").body;
  CHECK(one != other);
  CHECK(one.find("connection ") == 0);
  browser.headers = {"X-Forwarded-For: not an address"};
  CHECK(browser.get("/peer").body != one);
}

TEST_CASE("without a proxy nobody's word counts for where a request came from") {
  Router router;
  router.add({.permission = collector::Permission::everyone,
              .pattern = "/peer",
              .lane = Lane::quick,
              .handler = [](const HttpRequest& request) { return plain_text(200, request.peer); }});
  ServerOptions options;
  options.error_page = [](unsigned status, const HttpRequest&) { return plain_text(status, ""); };
  const auto server = HttpServer::start(options, router).value();
  test::Browser browser(server.port(), "127.0.0.3");
  browser.headers = {"X-Forwarded-For: 203.0.113.9"};
  CHECK(browser.get("/peer").body == "127.0.0.3");
}
