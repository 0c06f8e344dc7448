#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <memory>
#include <vector>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/seal/hash.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::Browser;
using test::Connection;
using test::TestCollector;

namespace {

constexpr const char* frame_type = "application/vnd.minbar.frame";

std::string post_text(const std::string& path, const std::string& cookies, const std::string& form) {
  return "POST " + path + " HTTP/1.1\r\nHost: x\r\nCookie: " + cookies +
         "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(form.size()) +
         "\r\n\r\n" + form;
}

// What whoever makes up a cookie can compute without asking.
std::string token_of_form(const std::string& secret) {
  return to_hex(seal::hash_of(bytes_of("minbar-form-v1|" + secret)).view());
}

// Forty clients at as many addresses that ask about receipt codes again whenever they were answered.
class ReceiptCrowd {
 public:
  ReceiptCrowd(std::uint16_t port, Random& random)
      : request_(
            post_text("/follow", "minbar_visit=crowd",
                      "code=" + format_receipt_code(mint_receipt_code(random)) + "&token=" + token_of_form("crowd"))) {
    for (int i = 0; i < 40; ++i) {
      clients_.push_back(std::make_unique<Connection>(port, "127.0.1." + std::to_string(1 + i)));
      clients_.back()->send(request_);
    }
  }
  void ask_again() {
    for (auto& client : clients_)
      if (!client->is_open_and_quiet()) {
        if (client->receive().status == 503) ++turned_away_;
        client->send(request_);
      }
  }
  [[nodiscard]] int turned_away() const { return turned_away_; }

 private:
  const std::string request_;
  std::vector<std::unique_ptr<Connection>> clients_;
  int turned_away_ = 0;
};

}  // namespace

TEST_CASE("forty clients that follow receipts make no sign-in fail") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  const auto port = collector.serve();
  ReceiptCrowd crowd(port, collector.random);
  for (int i = 0; i < 20; ++i) {
    crowd.ask_again();
    Browser(port, "127.0.2." + std::to_string(1 + i)).sign_in("Amina", test::good_password);
  }
  CHECK(crowd.turned_away() > 0);
}

TEST_CASE("a known browser finds a place where strangers wait to sign in") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  std::atomic<bool> enough = false;
  std::promise<void> begun;
  std::atomic<int> judged = 0;
  auto router = collector->router();
  router.add({.permission = collector::Permission::everyone,
              .method = collector::Method::post,
              .pattern = "/judge",
              .lane = collector::Lane::sign_in,
              .handler = [&](const collector::HttpRequest&) {
                if (judged++ == 0) begun.set_value();
                enough.wait(false);
                return collector::plain_text(200, "judged");
              }});
  std::atomic<int> admitted_as_known = 0;
  auto watched = *router.match(collector::Method::post, "/sign-in").route;
  watched.pattern = "/watched-sign-in";
  watched.admit = [&, admit = watched.admit](const collector::HttpRequest& request) {
    auto admission = admit(request);
    admitted_as_known += admission.known ? 1 : 0;
    return admission;
  };
  router.add(watched);
  auto server = collector::HttpServer::start(collector->server_options(), router).value();
  const auto port = server.port();
  Browser known(port, "127.0.0.7");
  known.sign_in("Amina", test::good_password);
  const auto sign_in_text = [](const std::string& browser) {
    return post_text("/watched-sign-in", "minbar_visit=v; minbar_browser=" + browser,
                     "name=Amina&password=a+long+enough+password&token=" + token_of_form("v"));
  };
  std::vector<std::unique_ptr<Connection>> crowd;
  const auto judge = [&] {
    crowd.push_back(std::make_unique<Connection>(port, "127.0.0.2"));
    crowd.back()->send("POST /judge HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
  };
  judge();
  begun.get_future().wait();
  constexpr std::size_t places = limits::password_waiting / 2;
  for (std::size_t i = 0; i < places + 3; ++i) judge();
  const auto answered = [&] {
    return std::count_if(crowd.begin(), crowd.end(), [](const auto& client) { return !client->is_open_and_quiet(); });
  };
  while (answered() < 3) {  // the others wait: strangers' places are taken
  }
  Connection stranger(port, "127.0.0.3"), own(port, "127.0.0.4");
  stranger.send(sign_in_text("none"));
  const auto turned_away = stranger.receive();
  CHECK(turned_away.status == 503);
  CHECK(turned_away.header("Retry-After") == "5");
  own.send(sign_in_text(known.cookies.at("minbar_browser")));
  while (admitted_as_known == 0 && own.is_open_and_quiet()) {
  }
  CHECK(admitted_as_known == 1);
  enough = true;
  enough.notify_all();
  CHECK(own.receive().status == 303);
}

TEST_CASE("a form from another site spends nobody's tries") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  Browser browser(collector.serve());
  for (int i = 0; i < 40; ++i) {
    CHECK(browser.post("/follow", {{"code", "short"}, {"token", "forged"}}).status == 403);
    CHECK(browser.post("/sign-in", {{"name", "Amina"}, {"password", "x"}, {"token", "forged"}}).status == 403);
  }
  CHECK(browser.submit("/follow", "/follow", {{"code", "short"}}).status == 200);
  browser.sign_in("Amina", test::good_password);
}

TEST_CASE("who asks too often is told when to come again and then may") {
  TestCollector collector;
  Browser browser(collector.serve());
  const auto ask = [&] { return browser.submit("/follow", "/follow", {{"code", "short"}}); };
  for (int i = 0; i < 10; ++i) CHECK(ask().status == 200);
  collector.clock.advance(1'500);
  const auto refused = ask();
  CHECK(refused.status == 429);
  CHECK(refused.header("Retry-After") == "5");
  collector.clock.advance(5'000);
  CHECK(ask().status == 200);
}

TEST_CASE("guesses from thirty addresses stop no kiosk from being enrolled") {
  TestCollector collector(true);
  const auto code = collector->create_kiosk({.place = {"09.001.01.01"}, .label = "Library"}).value().code;
  const auto port = collector.serve();
  const auto ask = [&](const std::string& address, const std::string& body) {
    Browser agent(port);
    agent.headers = {"X-Forwarded-For: " + address};
    return agent.request("POST", "/v1/enrol", body, frame_type);
  };
  test::TestKiosk thief(collector.random), kiosk(collector.random);
  const auto frame_of = [](test::TestKiosk& by, const std::string& text) {
    const auto keys = seal::derive_enrol_keys(parse_receipt_code(text).value()).value();
    return std::string(text_of(wire::make_enrol_request(by.enrol_request(keys), keys, by.transport_key()).value()));
  };
  const auto guess = frame_of(thief, format_receipt_code(mint_receipt_code(collector.random)));
  for (int address = 0; address < 30; ++address)
    for (int i = 0; i < 10; ++i) CHECK(ask("203.0.113." + std::to_string(address), guess).status == 401);
  const auto refused = ask("203.0.113.1", guess);
  CHECK(refused.status == 429);
  CHECK(refused.header("Retry-After") == "60");
  CHECK(ask("198.51.100.7", frame_of(kiosk, code)).status == 200);
  CHECK(collector.count("SELECT count(*) FROM devices WHERE enrolled_at_ms IS NOT NULL") == 1);
}

TEST_CASE("made up sessions stop nobody at the same address from making a kiosk") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  const auto port = collector.serve();
  Browser amina(port);
  amina.sign_in("Amina", test::good_password);
  REQUIRE(amina.get("/kiosks/new").status == 200);
  std::vector<int> seen;
  for (int i = 0; i < 30; ++i) {
    Browser stranger(port);
    const auto session = "made-up-" + std::to_string(i);
    stranger.cookies["minbar_session"] = session;
    seen.push_back(
        stranger.post("/kiosks/new", {{"label", "x"}, {"place", "Agadir"}, {"token", token_of_form(session)}}).status);
  }
  CHECK(std::count(seen.begin(), seen.end(), 303) == 20);
  CHECK(std::count(seen.begin(), seen.end(), 429) == 10);
  const auto ask = [&](const std::string& place) {
    return amina.submit("/kiosks/new", "/kiosks/new", {{"label", "Library"}, {"place", place}});
  };
  CHECK(ask("Agadir").status == 200);
  for (int i = 1; i < 20; ++i) CHECK(ask("Atlantis").status == 422);
  const auto refused = ask("Agadir");
  CHECK(refused.status == 429);
  CHECK(refused.header("Retry-After") == "10");
  CHECK(collector.count("SELECT count(*) FROM devices") == 1);
}
