// A small HTTP/1.1 client over a loopback socket that keeps cookies as a browser does. For stories about pages; blocks,
// with a receive timeout so that a hung server fails a test instead of stopping it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace minbar::test {

struct Answer {
  int status = 0;
  std::string head;  // status line and headers
  std::string body;
  // The value of a header, "" when there is none.
  [[nodiscard]] std::string header(std::string_view name) const;
};

// A connected socket to 127.0.0.1, from that address or another of this machine ("127.0.0.2").
class Connection {
 public:
  explicit Connection(std::uint16_t port, const std::string& from = "127.0.0.1");
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();
  void send(std::string_view text);
  // Says that nothing more comes; what is answered can still be read.
  void end_sending();
  // One whole answer; `head_only` for HEAD. Status 0 when the other side closed instead.
  [[nodiscard]] Answer receive(bool head_only = false);
  // True when the other side closes without a further byte.
  [[nodiscard]] bool is_closed_by_peer();
  // True while neither bytes nor an end have come. Waits for nothing.
  [[nodiscard]] bool is_open_and_quiet() const;

 private:
  bool more();
  int fd_;
  std::string buffer_;
};

class Browser {
 public:
  explicit Browser(std::uint16_t port, std::string from = "127.0.0.1") : port_(port), from_(std::move(from)) {}

  Answer get(const std::string& path) { return request("GET", path, "", ""); }
  Answer post(const std::string& path, const std::map<std::string, std::string>& form);
  // Fills the page's own token in: GETs `page` first.
  Answer submit(const std::string& page, const std::string& path, std::map<std::string, std::string> form);
  Answer request(const std::string& method, const std::string& path, const std::string& body, const std::string& type);
  void sign_in(const std::string& name, const std::string& password);

  std::vector<std::string> headers;  // sent with every request: "Accept-Language: fr"
  std::map<std::string, std::string> cookies;

 private:
  void keep_cookies(const Answer& answer);
  std::uint16_t port_;
  std::string from_;
};

// The value of the hidden form token in a page.
[[nodiscard]] std::string token_in(const std::string& html);
// The same page wherever its token stood.
[[nodiscard]] std::string without_token(std::string html);
[[nodiscard]] inline bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

inline constexpr const char* good_password = "a long enough password";

}  // namespace minbar::test
