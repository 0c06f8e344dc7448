#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <memory>

#include "sync/base/limits.h"
#include "sync/collector/http/server.h"
#include "sync/seal/password.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::Browser;
using test::Connection;
using test::TestCollector;

namespace {

// Half of them idle, some after a request; half stalled in a header or in an upload. From ten addresses.
std::vector<std::unique_ptr<Connection>> four_hundred_clients(std::uint16_t port) {
  std::vector<std::unique_ptr<Connection>> clients;
  for (int i = 0; i < 400; ++i) {
    clients.push_back(std::make_unique<Connection>(port, "127.0.0." + std::to_string(2 + i % 10)));
    auto& client = *clients.back();
    if (i % 4 == 1) {
      client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
      REQUIRE(client.receive().status == 200);
    } else if (i % 4 == 2) {
      client.send(
          "POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/vnd.minbar.frame\r\n"
          "Content-Length: 100000\r\n\r\nMNBF");
    } else if (i % 4 == 3) {
      client.send("GET /sign-in HTTP/1.1\r\nHost:");
    }
  }
  return clients;
}

}  // namespace

TEST_CASE("two hundred idle and two hundred stalled clients stop nobody while passwords are judged") {
  TestCollector collector;
  test::TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  std::atomic<bool> enough = false;
  std::promise<void> begun;
  auto router = collector->router();
  router.add({.permission = collector::Permission::everyone,
              .method = collector::Method::post,
              .pattern = "/judge",
              .lane = collector::Lane::sign_in,
              .handler = [&](const collector::HttpRequest&) {
                begun.set_value();
                while (!enough) (void)seal::hash_password("a password", {.passes = 1, .memory_bytes = 8 << 20});
                return collector::plain_text(200, "judged");
              }});
  auto server = collector::HttpServer::start(collector->server_options(), router).value();
  const auto clients = four_hundred_clients(server.port());
  Connection signing_in(server.port());
  signing_in.send("POST /judge HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
  begun.get_future().wait();
  Browser browser(server.port());
  CHECK(browser.get("/healthz").status == 200);
  CHECK(browser.get("/sign-in").status == 200);
  const std::string frame(text_of(kiosk.frame(kiosk.request({kiosk.say("meanwhile")}))));
  CHECK(browser.request("POST", "/v1/sync", frame, "application/vnd.minbar.frame").status == 200);
  CHECK(std::all_of(clients.begin(), clients.end(), [](const auto& client) { return client->is_open_and_quiet(); }));
  CHECK(signing_in.is_open_and_quiet());
  enough = true;
  CHECK(signing_in.receive().body == "judged");
}

TEST_CASE("a client that says nothing in time is let go") {
  TestCollector collector;
  const auto port = collector.serve(50);
  Connection silent(port), slow(port);
  slow.send("POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nname=");
  CHECK(silent.is_closed_by_peer());
  CHECK(slow.is_closed_by_peer());
}

TEST_CASE("a connection is kept for the next request") {
  TestCollector collector;
  Connection connection(collector.serve());
  for (int i = 0; i < 3; ++i) {
    connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto answer = connection.receive();
    CHECK(answer.status == 200);
    CHECK(answer.body == "ok\n");
  }
}

TEST_CASE("HEAD answers with the length and no body") {
  TestCollector collector;
  Connection connection(collector.serve());
  connection.send("HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto head = connection.receive(true);
  CHECK(head.status == 200);
  CHECK(head.header("Content-Length") == "3");
  connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(connection.receive().body == "ok\n");
}

TEST_CASE("malformed and oversized requests get a clear answer and are closed") {
  TestCollector collector;
  const auto port = collector.serve();
  const auto status_for = [&](const std::string& text) {
    Connection connection(port);
    connection.send(text);
    const auto answer = connection.receive();
    CHECK(answer.header("Connection") == "close");
    CHECK(answer.header("Content-Security-Policy") != "");
    return answer.status;
  };
  CHECK(status_for("nonsense\r\n\r\n") == 400);
  CHECK(status_for("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n") == 400);
  CHECK(status_for("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(64 * 1024, 'x') + "\r\n\r\n") == 431);
  CHECK(status_for("POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n") == 413);
  CHECK(status_for("POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n") == 413);
}

TEST_CASE("an unknown path and a wrong method are told apart") {
  TestCollector collector;
  Browser browser(collector.serve());
  CHECK(browser.get("/nothing/here").status == 404);
  CHECK(browser.get("/v1/sync").status == 405);
  CHECK(browser.request("DELETE", "/inbox", "", "").status == 405);
}

TEST_CASE("frames travel over HTTP and other content is refused") {
  TestCollector collector;
  test::TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  Browser agent(collector.serve());
  const auto frame = kiosk.frame(kiosk.request({kiosk.say("over HTTP")}));
  const std::string body(text_of(frame));
  CHECK(agent.request("POST", "/v1/sync", body, "text/plain").status == 415);
  const auto answer = agent.request("POST", "/v1/sync", body, "application/vnd.minbar.frame");
  CHECK(answer.status == 200);
  CHECK(answer.header("Content-Type") == "application/vnd.minbar.frame");
  const auto reply = wire::open_sync_reply(bytes_of(answer.body), kiosk.pinned().signing_key);
  REQUIRE(reply.has_value());
  CHECK((*reply)->results.at(0).status == wire::RecordStatus::stored);
  CHECK(agent.request("POST", "/v1/enrol", "junk", "application/vnd.minbar.frame").status == 400);
}

TEST_CASE("an address that others can reach is refused without a proxy") {
  TestCollector collector;
  auto options = collector->server_options();
  options.address = "0.0.0.0";
  const auto refused = collector::HttpServer::start(options, collector->router());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Errc::denied);
  CHECK(refused.error().context.find("--behind-proxy") != std::string::npos);
}

TEST_CASE("a taken port and a bad address are said clearly") {
  TestCollector collector;
  auto options = collector->server_options();
  options.port = collector.serve();
  CHECK(collector::HttpServer::start(options, collector->router()).error().code == Errc::conflict);
  CHECK(collector::parse_listen_address("localhost").error().code == Errc::bad_input);
  CHECK(collector::parse_listen_address("127.0.0.1:99999").error().code == Errc::bad_input);
  CHECK(collector::parse_listen_address("[::1]:80").value().address == "::1");
}

TEST_CASE("a handler that throws costs its own request only") {
  collector::Router router;
  router.add({.permission = collector::Permission::everyone,
              .pattern = "/broken",
              .handler = [](const collector::HttpRequest&) -> collector::HttpResponse { throw std::bad_alloc(); }});
  router.add({.permission = collector::Permission::everyone,
              .pattern = "/fine",
              .handler = [](const collector::HttpRequest&) { return collector::plain_text(200, "fine"); }});
  collector::ServerOptions options;
  options.error_page = [](unsigned status, const collector::HttpRequest&) { return collector::plain_text(status, ""); };
  auto server = collector::HttpServer::start(options, router);
  Browser browser(server->port());
  CHECK(browser.get("/broken").status == 500);
  CHECK(browser.get("/fine").body == "fine");
}
