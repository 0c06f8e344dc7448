// A real, small and rude HTTP server on loopback: one connection at a time, each answered by a function from the body
// that was posted to the raw bytes sent back. An empty answer means silence until the other side gives up.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "sync/base/bytes.h"
#include "sync/base/ensure.h"

namespace minbar::test {

[[nodiscard]] inline std::string http_answer(int status, std::string_view headers, std::string_view body) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Words\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(headers) + "\r\n" + std::string(body);
}
[[nodiscard]] inline std::string frame_answer(ByteView frame) {
  return http_answer(200, "Content-Type: application/vnd.minbar.frame\r\n", text_of(frame));
}

class LoopbackListener {
 public:
  using Answer = std::function<std::string(ByteView body)>;

  // `port`: that of one that was here before; 0: any that is free.
  explicit LoopbackListener(Answer answer, int port = 0)
      : answer_(std::move(answer)), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const int yes = 1;
    ::setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    ENSURE(::bind(socket_, generic, size) == 0 && ::listen(socket_, 8) == 0, "a port of loopback is free");
    ::getsockname(socket_, generic, &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  LoopbackListener(const LoopbackListener&) = delete;
  LoopbackListener& operator=(const LoopbackListener&) = delete;
  ~LoopbackListener() {
    ::shutdown(socket_, SHUT_RDWR);  // ends accept
    thread_.join();
    ::close(socket_);
  }

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int asked() const { return asked_; }

 private:
  void serve() {
    while (true) {
      const int connection = ::accept(socket_, nullptr, nullptr);
      if (connection < 0) return;
      ++asked_;
      const auto answer = answer_(bytes_of(body_of(connection)));
      char ignored = 0;
      if (answer.empty()) ::recv(connection, &ignored, 1, 0);
      for (std::size_t sent = 0; sent < answer.size();) {
        const auto put = ::send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (put <= 0) break;
        sent += static_cast<std::size_t>(put);
      }
      ::close(connection);
    }
  }
  static std::string body_of(int connection) {
    std::string all;
    std::size_t wanted = std::string::npos;
    char chunk[4096];
    while (all.size() < wanted) {
      const auto got = ::recv(connection, chunk, sizeof chunk, 0);
      if (got <= 0) break;
      all.append(chunk, static_cast<std::size_t>(got));
      const auto end = all.find("\r\n\r\n");
      const auto length = all.find("Content-Length: ");
      if (wanted == std::string::npos && end != std::string::npos && length < end)
        wanted = end + 4 + std::stoul(all.substr(length + 16));
    }
    const auto end = all.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : all.substr(end + 4);
  }

  Answer answer_;
  int socket_;
  int port_ = 0;
  std::atomic<int> asked_ = 0;
  std::thread thread_;
};

}  // namespace minbar::test
