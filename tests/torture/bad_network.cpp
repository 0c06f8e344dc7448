#include "tests/torture/bad_network.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string>

namespace minbar::torture {

namespace {

constexpr int longest_silence_ms = 30'000;

enum class Fault {
  none,
  closed_at_once,
  request_cut,
  reply_cut,
  reply_lost,     // the collector has the request, the agent no answer
  reply_damaged,  // one byte
  request_damaged,
  request_twice,     // the collector gets it again, the agent the second answer
  portal_page,       // a hotspot's page, with 200
  unsigned_refusal,  // a hotspot's 401
  overloaded,        // 503
};
constexpr std::uint64_t bad_faults = 10;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

// Closed with this; -1: nothing.
class Socket {
 public:
  explicit Socket(int socket) : socket_(socket) {}
  ~Socket() {
    if (socket_ >= 0) ::close(socket_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  [[nodiscard]] int get() const { return socket_; }

 private:
  int socket_;
};

int connected_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

void send_all(int to, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto sent = ::send(to, text.data() + at, text.size() - at, MSG_NOSIGNAL);
    if (sent <= 0) return;
    at += static_cast<std::size_t>(sent);
  }
}

// How long the message is that begins here, when its head is whole: head and body.
std::size_t length_of(const std::string& text) {
  const auto head = text.find("\r\n\r\n");
  if (head == std::string::npos) return std::string::npos;
  std::string lower;
  for (const char c : text.substr(0, head)) lower.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
  const auto at = lower.find("content-length:");
  return head + 4 + (at == std::string::npos ? 0 : std::stoul(lower.substr(at + 15)));
}

// One HTTP message, or what came of it.
std::string message_from(int from) {
  std::string text;
  std::array<char, 16'384> chunk{};
  while (true) {
    const auto whole = length_of(text);
    if (whole != std::string::npos && text.size() >= whole) return text;
    pollfd waiting{from, POLLIN, 0};
    if (::poll(&waiting, 1, longest_silence_ms) != 1) return text;
    const auto got = ::recv(from, chunk.data(), chunk.size(), 0);
    if (got <= 0) return text;
    text.append(chunk.data(), static_cast<std::size_t>(got));
    if (text.find("100-continue") != std::string::npos && length_of(text) != text.size())
      send_all(from, "HTTP/1.1 100 Continue\r\n\r\n");
  }
}

std::string answer_of(int collector_port, const std::string& request) {
  const Socket upstream(connected_to(collector_port));
  if (upstream.get() < 0) return {};
  send_all(upstream.get(), request);
  return message_from(upstream.get());
}

std::string plain(const char* status, const std::string& body) {
  return std::string("HTTP/1.1 ") + status +
         "\r\nContent-Type: text/html\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

std::string damaged(std::string text, test::SeededRandom& random) {
  if (!text.empty()) {
    auto& byte = text[static_cast<std::size_t>(random.below(text.size()))];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << random.below(8)));
  }
  return text;
}

std::string cut(const std::string& text, test::SeededRandom& random) {
  return text.substr(0, static_cast<std::size_t>(random.below(text.size() + 1)));
}

// What the agent is answered; empty: nothing.
std::string answer_with(Fault fault, int collector_port, const std::string& request, test::SeededRandom& random) {
  switch (fault) {
    case Fault::none:
      return answer_of(collector_port, request);
    case Fault::closed_at_once:
      return {};
    case Fault::request_cut: {
      const Socket upstream(connected_to(collector_port));
      if (upstream.get() >= 0) send_all(upstream.get(), cut(request, random));
      return {};
    }
    case Fault::reply_cut:
      return cut(answer_of(collector_port, request), random);
    case Fault::reply_lost:
      static_cast<void>(answer_of(collector_port, request));
      return {};
    case Fault::reply_damaged:
      return damaged(answer_of(collector_port, request), random);
    case Fault::request_damaged:
      return answer_of(collector_port, damaged(request, random));
    case Fault::request_twice:
      static_cast<void>(answer_of(collector_port, request));
      return answer_of(collector_port, request);
    case Fault::portal_page:
      return plain("200 OK", "<html>Please sign in</html>");
    case Fault::unsigned_refusal:
      return plain("401 Unauthorized", "Please sign in");
    case Fault::overloaded:
      return plain("503 Service Unavailable", "later");
  }
  return {};
}

}  // namespace

BadNetwork::BadNetwork(int collector_port, std::uint64_t seed) : collector_port_(collector_port), random_(seed) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 16) != 0 || ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("the network does not listen");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

BadNetwork::~BadNetwork() {
  ended_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void BadNetwork::serve() {
  while (!ended_) {
    const Socket agent(::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC));
    if (agent.get() >= 0) pass(agent.get());
  }
}

void BadNetwork::pass(int agent) {
  const auto fault = bad_ ? static_cast<Fault>(1 + random_.below(bad_faults)) : Fault::none;
  if (fault != Fault::none) ++faults_;
  if (fault == Fault::closed_at_once) return;
  const auto request = message_from(agent);
  if (request.empty()) return;
  ++requests_;
  const auto answer = answer_with(fault, collector_port_, request, random_);
  if (!loses_replies_) send_all(agent, answer);
}

}  // namespace minbar::torture
