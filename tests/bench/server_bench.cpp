// How long a new request waits at the collector's door, from connecting to the last byte of its answer: alone; behind
// 200 connections that say nothing and 200 that stop in the middle; and behind those while someone signs in.
#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>

#include <fmt/format.h>

#include "sync/collector/http/form.h"
#include "tests/bench/collector_home.h"
#include "tests/bench/report.h"
#include "tests/support/temporary_folder.h"

namespace minbar::bench {
namespace {

constexpr std::string_view password = "a-long-enough-password";
constexpr int sign_ins = 20;  // one after another, each with its slow function; the collector allows 30 in a row

// A socket connected to the server.
class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ENSURE(::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "the server accepts");
  }
  Client(Client&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Client& operator=(Client&&) = delete;
  ~Client() {
    if (fd_ >= 0) ::close(fd_);
  }
  void send(std::string_view text) const {
    ENSURE(::send(fd_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()), "it is sent");
  }
  // All until the server closes.
  [[nodiscard]] std::string receive() const {
    std::string out;
    char chunk[16384];
    for (ssize_t got = 0; (got = ::recv(fd_, chunk, sizeof chunk, 0)) > 0;)
      out.append(chunk, static_cast<std::size_t>(got));
    return out;
  }

 private:
  int fd_;
};

std::string get(std::uint16_t port, std::string_view path) {
  const Client client(port);
  client.send(fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", path));
  return client.receive();
}

Samples requests(std::uint16_t port, std::string_view path, int times) {
  Samples samples;
  for (int i = 0; i < times; ++i)
    samples.time([&] { ENSURE(get(port, path).starts_with("HTTP/1.1 200"), "the server answers"); });
  return samples;
}

std::vector<Client> crowd(std::uint16_t port, int each) {
  std::vector<Client> out;
  for (int i = 0; i < each; ++i) {
    out.emplace_back(port);  // idle
    out.emplace_back(port).send(
        "POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/vnd.minbar.frame\r\n"
        "Content-Length: 100000\r\n\r\nMNBF");
  }
  return out;
}

// The text between two others, or nothing.
std::string between(std::string_view text, std::string_view before, char after) {
  const auto at = text.find(before);
  if (at == std::string_view::npos) return "";
  const auto from = at + before.size();
  return std::string(text.substr(from, text.find(after, from) - from));
}

// As a browser does: fetches the form, then posts it.
void sign_in(std::uint16_t port) {
  const auto form = get(port, "/sign-in");
  const auto cookie = between(form, "Set-Cookie: ", ';');
  const auto body = fmt::format("name=coordinator&password={}&next=/inbox&token={}", password,
                                collector::percent_encoded(between(form, "name=\"token\" value=\"", '"')));
  const Client client(port);
  client.send(
      fmt::format("POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: {}\r\n"
                  "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{}",
                  cookie, body.size(), body));
  ENSURE(client.receive().starts_with("HTTP/1.1 303"), "the coordinator is signed in");
}

void row(std::string_view what, const Samples& ours, const Samples& alone) {
  print({.what = what,
         .figure = spread(ours),
         .compared_with = fmt::format("alone: {}", spread(alone)),
         .ratio = ours.median() / alone.median(),
         .budget = "<= 5 ms p95",
         .met = ours.at(0.95) <= 5});
}

void measure(const std::filesystem::path& folder, int times) {
  CollectorHome home(folder);
  taken(home->accounts().create("coordinator", password));
  auto server = taken(collector::HttpServer::start(home->server_options(), home->router()));
  const auto port = server.port();
  static_cast<void>(requests(port, "/sign-in", 20));  // pages are read once
  const auto alone_page = requests(port, "/sign-in", times);
  const auto alone_health = requests(port, "/healthz", times);
  const auto waiting = crowd(port, 200);
  row("health behind 200 idle + 200 stalled", requests(port, "/healthz", times), alone_health);
  row("a page behind 200 idle + 200 stalled", requests(port, "/sign-in", times), alone_page);

  std::atomic<bool> over = false;
  const std::jthread person([&] {
    for (int i = 0; i < sign_ins; ++i) sign_in(port);
    over = true;
  });
  Samples health, page;
  while (!over) {
    health.time([&] { static_cast<void>(get(port, "/healthz")); });
    page.time([&] { static_cast<void>(get(port, "/sign-in")); });
  }
  row("health behind those, during sign-ins", health, alone_health);
  row("a page behind those, during sign-ins", page, alone_page);
}

}  // namespace
}  // namespace minbar::bench

int main(int argc, char** argv) {
  using namespace minbar;
  rlimit files{};
  ENSURE(::getrlimit(RLIMIT_NOFILE, &files) == 0, "the limit of descriptors can be read");
  files.rlim_cur = std::min<rlim_t>(2048, files.rlim_max);  // both ends of every connection are this process's
  ENSURE(::setrlimit(RLIMIT_NOFILE, &files) == 0, "the limit of descriptors can be set within its hard one");
  const test::TemporaryFolder folder;
  bench::measure(folder.path(), bench::has_flag(argc, argv, "--quick") ? 200 : 1000);
  return 0;
}
