#include "tests/sync/collector/test_browser.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>

#include "sync/collector/http/form.h"

namespace minbar::test {

std::string Answer::header(std::string_view name) const {
  for (std::size_t at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
    const auto line = std::string_view(head).substr(at + 2);
    if (line.size() > name.size() && line[name.size()] == ':' &&
        ::strncasecmp(line.data(), name.data(), name.size()) == 0) {
      auto value = line.substr(name.size() + 1);
      value = value.substr(0, value.find("\r\n"));
      while (value.starts_with(' ')) value.remove_prefix(1);
      return std::string(value);
    }
  }
  return "";
}

Connection::Connection(std::uint16_t port, const std::string& from)
    : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  REQUIRE(fd_ >= 0);
  const timeval patience{.tv_sec = 60, .tv_usec = 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  REQUIRE(::inet_pton(AF_INET, from.c_str(), &address.sin_addr) == 1);
  REQUIRE(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

Connection::~Connection() { ::close(fd_); }

void Connection::send(std::string_view text) {
  while (!text.empty()) {
    const auto put = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
    if (put <= 0) return;  // closed by the other side: what it answered can still be read
    text.remove_prefix(static_cast<std::size_t>(put));
  }
}

void Connection::end_sending() { ::shutdown(fd_, SHUT_WR); }

bool Connection::more() {
  char chunk[16384];
  const auto got = ::recv(fd_, chunk, sizeof chunk, 0);
  if (got <= 0) return false;
  buffer_.append(chunk, static_cast<std::size_t>(got));
  return true;
}

Answer Connection::receive(bool head_only) {
  while (buffer_.find("\r\n\r\n") == std::string::npos)
    if (!more()) return {};
  Answer answer;
  const auto end = buffer_.find("\r\n\r\n");
  answer.head = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  answer.status = std::stoi(answer.head.substr(9, 3));
  const auto length = answer.header("Content-Length");
  const std::size_t wanted = head_only || length.empty() ? 0 : std::stoul(length);
  while (buffer_.size() < wanted)
    if (!more()) return {};
  answer.body = buffer_.substr(0, wanted);
  buffer_.erase(0, wanted);
  return answer;
}

bool Connection::is_closed_by_peer() {
  char byte = 0;
  return buffer_.empty() && ::recv(fd_, &byte, 1, 0) == 0;
}

bool Connection::is_open_and_quiet() const {
  char byte = 0;
  return buffer_.empty() && ::recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

Answer Browser::request(const std::string& method, const std::string& path, const std::string& body,
                        const std::string& type) {
  std::string text = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
  for (const auto& header : headers) text += header + "\r\n";
  std::string jar;
  for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
  if (!jar.empty()) text += "Cookie: " + jar + "\r\n";
  if (!type.empty()) text += "Content-Type: " + type + "\r\n";
  if (method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  Connection connection(port_, from_);
  connection.send(text + "\r\n" + body);
  auto answer = connection.receive(method == "HEAD");
  keep_cookies(answer);
  return answer;
}

void Browser::keep_cookies(const Answer& answer) {
  constexpr std::string_view start = "\r\nSet-Cookie: ";
  for (auto at = answer.head.find(start); at != std::string::npos; at = answer.head.find(start, at + 1)) {
    const auto from = at + start.size();
    const auto text = answer.head.substr(from, answer.head.find("\r\n", from) - from);
    const auto equals = text.find('=');
    const auto name = text.substr(0, equals);
    if (text.find("Max-Age=0") != std::string::npos)
      cookies.erase(name);
    else
      cookies[name] = text.substr(equals + 1, text.find(';') - equals - 1);
  }
}

Answer Browser::post(const std::string& path, const std::map<std::string, std::string>& form) {
  std::string body;
  for (const auto& [name, value] : form)
    body += (body.empty() ? "" : "&") + collector::percent_encoded(name) + "=" + collector::percent_encoded(value);
  return request("POST", path, body, "application/x-www-form-urlencoded");
}

Answer Browser::submit(const std::string& page, const std::string& path, std::map<std::string, std::string> form) {
  const auto shown = get(page);
  form["token"] = token_in(shown.body);
  return post(path, form);
}

void Browser::sign_in(const std::string& name, const std::string& password) {
  const auto answer = submit("/sign-in", "/sign-in", {{"name", name}, {"password", password}, {"next", "/inbox"}});
  REQUIRE(answer.status == 303);
  const auto led_to = answer.header("Location");
  REQUIRE((led_to == "/inbox" || led_to == "/account?next=%2Finbox"));  // there an account of version 1 is told
}

std::string token_in(const std::string& html) {
  constexpr std::string_view mark = "name=\"token\" value=\"";
  const auto at = html.find(mark);
  if (at == std::string::npos) return "";
  return html.substr(at + mark.size(), html.find('"', at + mark.size()) - at - mark.size());
}

std::string without_token(std::string html) {
  const auto token = token_in(html);
  for (auto at = html.find(token); !token.empty() && at != std::string::npos; at = html.find(token))
    html.erase(at, token.size());
  return html;
}

}  // namespace minbar::test
