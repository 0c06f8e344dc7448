#include <catch2/catch.hpp>
#include <memory>

#include "sync/base/limits.h"
#include "sync/collector/http/crowd.h"
#include "sync/collector/http/server.h"
#include "tests/support/manual_clock.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using collector::Crowd;
using test::Browser;
using test::Connection;
using test::TestCollector;

namespace {

using Clients = std::vector<std::unique_ptr<Connection>>;

// Connections that begin a head and do not end it.
Clients half_heads(std::uint16_t port, const std::string& from, int count) {
  Clients out;
  for (int i = 0; i < count; ++i) {
    out.push_back(std::make_unique<Connection>(port, from));
    out.back()->send("GET /healthz HTTP/1.1\r\nHost:");
  }
  return out;
}

collector::HttpServer served(TestCollector& collector, const Crowd::Bounds& bounds) {
  auto options = collector->server_options();
  options.bounds = bounds;
  return collector::HttpServer::start(std::move(options), collector->router()).value();
}

std::string begin_of_a_frame(std::size_t declared, std::size_t sent) {
  return "POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/vnd.minbar.frame\r\nContent-Length: " +
         std::to_string(declared) + "\r\n\r\n" + std::string(sent, 'x');
}

}  // namespace

TEST_CASE("one address has as many connections as it may and others find a place") {
  TestCollector collector;
  const auto port = collector.serve();
  const auto crowd = half_heads(port, "127.0.0.2", static_cast<int>(limits::http_connections_of_one));
  for (int i = 0; i < 20; ++i) {
    Connection one_more(port, "127.0.0.2");
    const auto answer = one_more.receive();
    CHECK(answer.status == 503);
    CHECK(answer.header("Retry-After") == "5");
  }
  CHECK(Browser(port).get("/healthz").status == 200);
}

TEST_CASE("a place is free again when its connection ends") {
  TestCollector collector;
  const auto server = served(collector, {.places_of_one = 2});
  auto crowd = half_heads(server.port(), "127.0.0.2", 2);
  CHECK(Connection(server.port(), "127.0.0.2").receive().status == 503);
  crowd.clear();
  int status = 0;
  for (int i = 0; i < 10'000 && status != 200; ++i)  // until the server has seen them go
    status = Browser(server.port(), "127.0.0.2").get("/healthz").status;
  CHECK(status == 200);
}

TEST_CASE("a kiosk and a desk that are known find a place among strangers who take all") {
  TestCollector collector;
  test::TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  const auto server = served(collector, {.places = 30, .places_known = 10, .places_of_one = 8});
  const auto port = server.port();
  const auto sync = [&](const std::string& from) {
    const std::string frame(text_of(kiosk.frame(kiosk.request({kiosk.say("from " + from)}))));
    return Browser(port, from).request("POST", "/v1/sync", frame, "application/vnd.minbar.frame").status;
  };
  REQUIRE(sync("127.0.0.7") == 200);
  Browser desk(port, "127.0.0.8");
  desk.sign_in("Amina", test::good_password);
  REQUIRE(desk.get("/inbox").status == 200);
  std::vector<Clients> crowds;
  for (int i = 20; i < 25; ++i) crowds.push_back(half_heads(port, "127.0.0." + std::to_string(i), 8));
  CHECK(Connection(port, "127.0.0.30").receive().status == 503);  // a stranger
  CHECK(sync("127.0.0.7") == 200);
  CHECK(desk.get("/inbox").status == 200);
}

TEST_CASE("unfinished bodies hold no more than their bound and a known kiosk still delivers") {
  TestCollector collector;
  test::TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto server =
      served(collector, {.body_bytes = 400'000, .body_known_bytes = 200'000, .body_of_one_bytes = 150'000});
  const auto port = server.port();
  const auto deliver = [&] {
    const std::string frame(text_of(kiosk.frame(kiosk.request({kiosk.say("delivered")}))));
    return Browser(port, "127.0.0.7").request("POST", "/v1/sync", frame, "application/vnd.minbar.frame").status;
  };
  REQUIRE(deliver() == 200);
  Connection first(port, "127.0.0.2"), second(port, "127.0.0.2");
  first.send(begin_of_a_frame(1'000'000, 140'000));
  second.send(begin_of_a_frame(1'000'000, 140'000));
  while (first.is_open_and_quiet() && second.is_open_and_quiet()) {  // which of them came later nobody knows
  }
  const auto of_one = first.is_open_and_quiet() ? second.receive() : first.receive();
  CHECK(of_one.status == 503);
  CHECK(of_one.header("Retry-After") == "5");
  Clients crowd;
  for (int i = 20; i < 26; ++i) {
    crowd.push_back(std::make_unique<Connection>(port, "127.0.0." + std::to_string(i)));
    crowd.back()->send(begin_of_a_frame(1'000'000, 140'000));
  }
  int status = 0;
  for (int i = 0; i < 1000 && status != 503; ++i) {  // until the server has read what the crowd sent
    Connection asking(port, "127.0.0.40");
    asking.send(begin_of_a_frame(130'000, 130'000));
    status = asking.receive().status;
  }
  CHECK(status == 503);
  CHECK(deliver() == 200);
  CHECK(Browser(port).get("/healthz").status == 200);
}

TEST_CASE("an address is known for a day after it last proved who it is") {
  test::ManualClock clock;
  Crowd crowd({}, clock);
  CHECK_FALSE(crowd.knows("203.0.113.9"));
  crowd.know("203.0.113.9");
  CHECK(crowd.knows("203.0.113.9"));
  clock.advance(limits::known_client_ms - 1);
  CHECK(crowd.knows("203.0.113.9"));
  clock.advance(1);
  CHECK_FALSE(crowd.knows("203.0.113.9"));
}

TEST_CASE("of too many known addresses the one that was silent longest is forgotten") {
  test::ManualClock clock;
  Crowd crowd({}, clock);
  for (std::size_t i = 0; i <= limits::known_clients; ++i) {
    crowd.know("client " + std::to_string(i));
    clock.advance(1);
  }
  CHECK_FALSE(crowd.knows("client 0"));
  CHECK(crowd.knows("client 1"));
  CHECK(crowd.knows("client " + std::to_string(limits::known_clients)));
}

TEST_CASE("behind a proxy the client that it names is counted and not the proxy") {
  TestCollector collector(true);
  auto options = collector->server_options();
  options.bounds.places_of_one = 2;
  const auto server = collector::HttpServer::start(std::move(options), collector->router()).value();
  const auto stalled = [&](const std::string& client) {
    auto connection = std::make_unique<Connection>(server.port());
    connection->send("POST /v1/sync HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + client +
                     "\r\nContent-Type: application/vnd.minbar.frame\r\nExpect: 100-continue\r\n"
                     "Content-Length: 100000\r\n\r\n");
    const auto status = connection->receive().status;
    return std::pair(std::move(connection), status);
  };
  std::vector<std::pair<std::unique_ptr<Connection>, int>> crowd;
  for (int i = 0; i < 2; ++i) crowd.push_back(stalled("2001:db8::1"));
  CHECK(crowd[0].second == 100);
  CHECK(crowd[1].second == 100);
  CHECK(stalled("2001:db8::2").second == 503);  // of the same /64
  CHECK(stalled("2001:db8:0:1::1").second == 100);
  CHECK(stalled("203.0.113.9").second == 100);
}
