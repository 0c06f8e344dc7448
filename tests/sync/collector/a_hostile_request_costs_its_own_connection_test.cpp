#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "sync/base/limits.h"
#include "sync/collector/http/server.h"
#include "sync/wire/frame.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::Browser;
using test::Connection;
using test::TestCollector;

namespace {

struct Attack {
  std::string what;
  std::string bytes;
  std::vector<int> statuses;  // 0: closed without a word
};

std::string post(const std::string& path, const std::string& headers, const std::string& body = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
}

std::string get(const std::string& line, const std::string& headers = "Host: x\r\n") {
  return line + "\r\n" + headers + "\r\n";
}

const std::string chunks = "Transfer-Encoding: chunked\r\n";
const std::string form_head = "Content-Type: application/x-www-form-urlencoded\r\n";

std::vector<Attack> of_framing() {
  std::vector<Attack> out;
  for (const std::string path : {"/follow", "/sign-in", "/v1/sync"})
    for (const std::size_t size : {1, 65'534, 70'000})
      out.push_back({"a trailer of " + std::to_string(size) + " to " + path,
                     post(path, chunks, "0\r\nX: " + std::string(size, 'x') + "\r\n\r\n"),
                     {411}});
  const std::string huge_extension = "1;" + std::string(100'000, 'e') + "\r\nx\r\n0\r\n\r\n";
  out.push_back({"an extension of a chunk", post("/follow", chunks, huge_extension), {411}});
  for (const std::string size : {"ffffffffffffffff", "-1", "0x10", "1 1", "g"})
    out.push_back({"a chunk of size " + size, post("/follow", chunks, size + "\r\nx\r\n0\r\n\r\n"), {411}});
  for (const std::string coding : {"identity", "xchunked", "chunked, identity", "identity, chunked", "gzip, chunked"})
    out.push_back({"coded " + coding,
                   post("/follow", "Transfer-Encoding: " + coding + "\r\n", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"),
                   {400, 501}});
  out.push_back({"two codings", post("/follow", chunks + "Transfer-Encoding: identity\r\n", "0\r\n\r\n"), {400, 501}});
  out.push_back({"chunks of HTTP/1.0", get("POST /follow HTTP/1.0", "Host: x\r\n" + chunks), {400}});
  out.push_back({"both framings", post("/follow", chunks + "Content-Length: 5\r\n", "0\r\n\r\n"), {400}});
  out.push_back(
      {"both framings, the other way", post("/follow", "Content-Length: 5\r\n" + chunks, "0\r\n\r\n"), {400}});
  out.push_back(
      {"one length twice", post("/follow", form_head + "Content-Length: 5\r\nContent-Length: 5\r\n", "code="), {400}});
  out.push_back(
      {"one length twice in a list", post("/follow", form_head + "Content-Length: 5, 5\r\n", "code="), {400}});
  out.push_back(
      {"two lengths", post("/follow", form_head + "Content-Length: 5\r\nContent-Length: 6\r\n", "code=1"), {400}});
  for (const std::string length : {"+5", "-5", "0x5", "5 5", "5,6", "18446744073709551616", "18446744073709551621", ""})
    out.push_back({"a length of \"" + length + "\"",
                   post("/follow", form_head + "Content-Length: " + length + "\r\n", "code="),
                   {400}});
  out.push_back({"a length of 2^63", post("/follow", "Content-Length: 9223372036854775808\r\n"), {400, 413}});
  return out;
}

std::vector<Attack> of_heads() {
  std::vector<Attack> out;
  out.push_back({"no Host", get("GET /healthz HTTP/1.1", ""), {400}});
  out.push_back({"two Hosts", get("GET /healthz HTTP/1.1", "Host: x\r\nHost: y\r\n"), {400}});
  out.push_back({"a Host that is none", get("GET /healthz HTTP/1.1", "Host: a/b\r\n"), {400}});
  out.push_back({"a folded line", get("GET /healthz HTTP/1.1", "Host: x\r\nX: a\r\n b\r\n"), {400}});
  out.push_back({"a folded Host", get("GET /healthz HTTP/1.1", "Host:\r\n\tx\r\n"), {400}});
  out.push_back({"a space before the colon", get("GET /healthz HTTP/1.1", "Host : x\r\n"), {400}});
  out.push_back({"HTTP/0.9", "GET /healthz\r\n\r\n", {400}});
  out.push_back({"HTTP/2.0", get("GET /healthz HTTP/2.0"), {400, 505}});
  out.push_back({"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 505}});
  out.push_back({"a TLS hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), {400}});
  out.push_back({"CONNECT", get("CONNECT evil.example:443 HTTP/1.1"), {400, 405}});
  out.push_back({"an absolute target", get("GET http://evil.example/healthz HTTP/1.1"), {400}});
  out.push_back({"an asterisk", get("OPTIONS * HTTP/1.1"), {400}});
  out.push_back({"a method in small letters", get("get /healthz HTTP/1.1"), {400}});
  out.push_back({"a method that is none", get("FROBNICATE /healthz HTTP/1.1"), {405}});
  out.push_back(
      {"a header of 1 MB", get("GET /healthz HTTP/1.1", "Host: x\r\nX: " + std::string(1 << 20, 'x') + "\r\n"), {431}});
  out.push_back({"a target of 1 MB", get("GET /" + std::string(1 << 20, 'a') + " HTTP/1.1"), {431}});
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "a:b\r\n";
  out.push_back({"100,000 fields", get("GET /healthz HTTP/1.1", "Host: x\r\n" + many), {431}});
  std::string lines;
  for (std::size_t i = 0; i < limits::http_header_lines; ++i) lines += "a:\r\n";
  out.push_back({"more lines than any client sends", get("GET /healthz HTTP/1.1", "Host: x\r\n" + lines), {431}});
  out.push_back({"a NUL in a field", get("GET /healthz HTTP/1.1", std::string("Host: x\r\nX: a\0b\r\n", 17)), {400}});
  out.push_back({"a CR in a field", get("GET /healthz HTTP/1.1", "Host: x\r\nX: a\rb\r\n"), {400}});
  out.push_back({"an LF alone", "GET /healthz HTTP/1.1\nHost: x\n\r\n\r\n", {400}});
  out.push_back({"a NUL in the target", get("GET /healthz%00 HTTP/1.1"), {404}});
  out.push_back({"bytes that are no text", std::string(4096, '\xff'), {400}});
  out.push_back({"half a head", "GET /healthz HTTP/1.1\r\nHost:", {0}});
  out.push_back({"nothing", "", {0}});
  return out;
}

std::vector<Attack> of_bodies() {
  std::vector<Attack> out;
  const auto form_of = [](const std::string& body) {
    return post("/follow", form_head + "Content-Length: " + std::to_string(body.size()) + "\r\n", body);
  };
  out.push_back({"a form of lone surrogates", form_of("code=%ED%A0%80&token=%ED%BF%BF"), {403}});
  out.push_back({"a form of NULs", form_of("code=%00%00&token=%00"), {403}});
  out.push_back({"a form of separators", form_of(std::string(16'000, '&')), {403}});
  out.push_back({"a form too large", form_of(std::string(100'000, 'a')), {413}});
  out.push_back({"half a body", post("/follow", form_head + "Content-Length: 100\r\n", "code="), {0}});
  // Under a signature of nobody: what it holds is never read.
  TestCollector elsewhere;
  const auto stranger = seal::TransportKey::make(elsewhere.random);
  const auto framed = [&](const std::string& json) {
    const auto frame = wire::make_frame(seal::Context::request, bytes_of(json), stranger);
    return post(
        "/v1/sync",
        "Content-Type: application/vnd.minbar.frame\r\nContent-Length: " + std::to_string(frame.size()) + "\r\n",
        std::string(text_of(frame)));
  };
  std::string objects = "{\"a\":[{}";
  while (objects.size() < limits::request_bytes - 8) objects += ",{}";
  out.push_back({"2 MiB of small objects", framed(objects + "]}"), {400, 401}});
  out.push_back({"a depth of 100,000", framed(std::string(100'000, '[') + std::string(100'000, ']')), {400, 401}});
  out.push_back({"a number of 400 KB", framed("{\"format\":" + std::string(400'000, '9') + "}"), {400, 401}});
  out.push_back({"lone surrogates", framed("{\"request\":\"\\ud800\\udfff\\ud800\"}"), {400, 401}});
  out.push_back({"a frame of nothing", framed(""), {400, 401}});
  return out;
}

// Whether somebody else is answered at once. The quickest of three, since the machine may be busy with other stories.
bool answers_within_100_ms(std::uint16_t port) {
  const SystemClock clock;
  for (int i = 0; i < 3; ++i) {
    const auto begun = clock.monotonic_ms();
    const auto answer = Browser(port, "127.0.0.9").get("/healthz");
    if (answer.status == 200 && clock.monotonic_ms() - begun <= 100) return true;
  }
  return false;
}

void play(std::uint16_t port, const std::vector<Attack>& attacks) {
  for (const auto& attack : attacks) {
    INFO(attack.what);
    Connection connection(port);
    connection.send(attack.bytes);
    connection.end_sending();
    const auto status = connection.receive().status;
    INFO("status " << status);
    CHECK(std::count(attack.statuses.begin(), attack.statuses.end(), status) == 1);
    CHECK(answers_within_100_ms(port));
  }
}

}  // namespace

TEST_CASE("a request that is framed to be read in two ways is refused and harms nobody") {
  TestCollector collector;
  play(collector.serve(), of_framing());
}

TEST_CASE("a head that is none is refused and harms nobody") {
  TestCollector collector;
  play(collector.serve(), of_heads());
}

TEST_CASE("a body made to cost is refused and harms nobody") {
  TestCollector collector;
  play(collector.serve(), of_bodies());
}

TEST_CASE("after a refused head nothing that follows it is taken for a request") {
  TestCollector collector;
  const auto port = collector.serve();
  for (const std::string coding : {"identity", "xchunked", "chunked, identity"}) {
    Connection connection(port);
    connection.send(post("/follow", "Transfer-Encoding: " + coding + "\r\n", get("GET /healthz HTTP/1.1")));
    const auto answer = connection.receive();
    CHECK(answer.status == 501);
    CHECK(answer.header("Connection") == "close");
    CHECK(connection.receive().status == 0);
  }
}

TEST_CASE("two hundred requests in one piece get two hundred answers") {
  TestCollector collector;
  const auto port = collector.serve();
  Connection connection(port);
  std::string all;
  for (int i = 0; i < 200; ++i) all += get("GET /healthz HTTP/1.1");
  connection.send(all);
  for (int i = 0; i < 200; ++i) REQUIRE(connection.receive().status == 200);
  CHECK(connection.is_open_and_quiet());
  CHECK(answers_within_100_ms(port));
}

TEST_CASE("a method that a path has not is told which it has") {
  TestCollector collector;
  Browser browser(collector.serve());
  CHECK(browser.get("/v1/sync").header("Allow") == "POST");
  CHECK(browser.request("DELETE", "/inbox", "", "").header("Allow") == "GET, HEAD");
  CHECK(browser.request("PUT", "/follow", "", "").header("Allow") == "GET, HEAD, POST");
}

TEST_CASE("what throws while a connection is driven ends that connection alone") {
  collector::Router router;
  router.add({.permission = collector::Permission::everyone,
              .pattern = "/driven",
              .admit = [](const collector::HttpRequest&) -> collector::Admission { throw std::length_error("far"); },
              .handler = [](const collector::HttpRequest&) { return collector::plain_text(200, "never"); }});
  router.add({.permission = collector::Permission::everyone,
              .pattern = "/fine",
              .handler = [](const collector::HttpRequest&) { return collector::plain_text(200, "fine"); }});
  collector::ServerOptions options;
  options.error_page = [](unsigned status, const collector::HttpRequest&) { return collector::plain_text(status, ""); };
  auto server = collector::HttpServer::start(options, router).value();
  Connection waiting(server.port());
  for (int i = 0; i < 20; ++i) {
    Connection thrown(server.port());
    thrown.send(get("GET /driven HTTP/1.1"));
    CHECK(thrown.is_closed_by_peer());
  }
  waiting.send(get("GET /fine HTTP/1.1"));
  CHECK(waiting.receive().body == "fine");
}
