// How long a new request waits at the collector's door, from connecting to the last byte of its answer: alone; behind
// 200 connections that say nothing and 200 that stop in the middle; behind those while someone signs in; and beside a
// thousand connections of one hostile address, which begin heads and bodies and are made anew when they are refused.
#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <optional>
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

// A socket connected to the server, from an address of this machine.
class Client {
 public:
  explicit Client(std::uint16_t port, int from = 1) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + static_cast<std::uint32_t>(from) - 1);
    ENSURE(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "an address of loopback");
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
  // As far as the other side takes it.
  void try_to_send(std::string_view text) const { (void)::send(fd_, text.data(), text.size(), MSG_NOSIGNAL); }
  [[nodiscard]] bool is_refused() const {
    char byte = 0;
    return ::recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 || errno != EAGAIN;
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

// From ten addresses, as many towns.
std::vector<Client> crowd(std::uint16_t port, int each) {
  std::vector<Client> out;
  for (int i = 0; i < each; ++i) {
    const int from = 2 + i % 10;
    out.emplace_back(port, from);  // idle
    out.emplace_back(port, from)
        .send(
            "POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/vnd.minbar.frame\r\n"
            "Content-Length: 100000\r\n\r\nMNBF");
  }
  return out;
}

// One address that wants every place: half of its connections begin a head, half a body, and each that is refused is
// made anew, until it is told to stop.
class Hostile {
 public:
  Hostile(std::uint16_t port, int connections) : thread_([this, port, connections] { attack(port, connections); }) {
    while (!ready_) std::this_thread::yield();
  }
  Hostile(const Hostile&) = delete;
  Hostile& operator=(const Hostile&) = delete;
  ~Hostile() { over_ = true; }

 private:
  static Client attacker(std::uint16_t port, int which) {
    Client client(port, 50);
    client.try_to_send(which % 2 == 0 ? "GET /sign-in HTTP/1.1\r\nHost:"
                                      : "POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Type: "
                                        "application/vnd.minbar.frame\r\nContent-Length: 2000000\r\n\r\nMNBF");
    return client;
  }
  void attack(std::uint16_t port, int connections) {
    std::vector<std::optional<Client>> all(static_cast<std::size_t>(connections));
    for (int i = 0; !over_; i = (i + 1) % connections) {
      auto& one = all[static_cast<std::size_t>(i)];
      if (!one || one->is_refused()) {
        one.reset();
        one.emplace(attacker(port, i));
      }
      if (i == connections - 1) ready_ = true;
    }
  }
  std::atomic<bool> ready_ = false;
  std::atomic<bool> over_ = false;
  std::jthread thread_;
};

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
  const Hostile hostile(port, 1000);
  row("health beside 1,000 hostile of one address", requests(port, "/healthz", times), alone_health);
  row("a page beside 1,000 hostile of one address", requests(port, "/sign-in", times), alone_page);
}

}  // namespace
}  // namespace minbar::bench

int main(int argc, char** argv) {
  using namespace minbar;
  rlimit files{};
  ENSURE(::getrlimit(RLIMIT_NOFILE, &files) == 0, "the limit of descriptors can be read");
  files.rlim_cur = std::min<rlim_t>(4096, files.rlim_max);  // both ends of every connection are this process's
  ENSURE(::setrlimit(RLIMIT_NOFILE, &files) == 0, "the limit of descriptors can be set within its hard one");
  const test::TemporaryFolder folder;
  bench::measure(folder.path(), bench::has_flag(argc, argv, "--quick") ? 200 : 1000);
  return 0;
}
