// Raw bytes of a connection, cut into any pieces, through the real server into the real collector: whatever they are,
// the server answers the next request of somebody else. The first byte of an input seeds how it is cut.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include "sync/collector/http/server.h"
#include "sync/collector/serve/collector.h"
#include "tests/support/manual_clock.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace minbar;

// One for all inputs: to open it takes a thousand times as long as to ask it something.
class Home {
 public:
  Home() {
    auto opened = collector::Collector::open({.data = folder_.path() / "data",
                                              .content = MINBAR_CONTENT_FOLDER,
                                              .fonts = {},
                                              .public_url = "https://minbar.example.ma",
                                              .behind_proxy = true,
                                              .password_cost = {.passes = 1, .memory_bytes = 8192}},
                                             clock_, random_);
    if (!opened) std::abort();
    collector_ = std::move(*opened);
    auto started = collector::HttpServer::start(collector_->server_options(), collector_->router());
    if (!started) std::abort();
    server_.emplace(std::move(*started));
  }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

 private:
  test::TemporaryFolder folder_;
  test::ManualClock clock_;
  test::SeededRandom random_{1};
  std::unique_ptr<collector::Collector> collector_;
  std::optional<collector::HttpServer> server_;
};

// From many addresses of this machine in turn: one has no more ports than a fuzzer makes connections in half a minute.
int connected(std::uint16_t port) {
  static std::uint32_t turn = 0;
  constexpr std::uint32_t addresses = 200;
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + turn++ % addresses);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::abort();
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::abort();
  return fd;
}

void send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto put = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

// All until the server closes; false when it did not within the patience of a connection.
bool read_all(int fd, std::string& out) {
  char chunk[16384];
  while (true) {
    const auto got = ::recv(fd, chunk, sizeof chunk, 0);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return false;
    if (got <= 0) return true;
    out.append(chunk, static_cast<std::size_t>(got));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Home home;
  if (size == 0) return 0;
  std::minstd_rand cut(data[0]);
  std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const int fd = connected(home.port());
  while (!bytes.empty()) {
    const auto piece = std::min<std::size_t>(bytes.size(), data[0] == 0 ? bytes.size() : 1 + cut() % 64);
    send_all(fd, bytes.substr(0, piece));
    bytes.remove_prefix(piece);
  }
  ::shutdown(fd, SHUT_WR);
  std::string answers;
  if (!read_all(fd, answers)) std::abort();  // nothing more comes from us, and it neither answers nor closes
  ::close(fd);
  if (!answers.empty() && !answers.starts_with("HTTP/1.")) std::abort();
  const int other = connected(home.port());
  send_all(other, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  std::string health;
  if (!read_all(other, health) || !health.starts_with("HTTP/1.1 200")) std::abort();
  ::close(other);
  return 0;
}
