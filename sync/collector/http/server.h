// The HTTP door: accepts connections, reads requests within limits and deadlines, runs the routed handler on its lane,
// writes the answer. I/O threads never block. The only user of Boost.Beast is server.cpp. It knows no page and no rule
// of Minbar; TLS is the reverse proxy's work.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/http/client_address.h"
#include "sync/collector/http/crowd.h"
#include "sync/collector/http/dispatch.h"
#include "sync/collector/http/message.h"
#include "sync/collector/http/router.h"
#include "sync/collector/http/vouching.h"

namespace minbar::collector {

struct ServerOptions {
  std::string address = "127.0.0.1";          // numeric; anything but loopback is refused unless behind_proxy
  std::uint16_t port = 0;                     // 0: any free port, see HttpServer::port()
  bool behind_proxy = false;                  // a TLS proxy stands in front
  std::vector<Network> trusted_proxies = {};  // whose X-Forwarded-For counts; empty and behind_proxy: this machine's
  Vouching vouching = {};                     // of the single sign-on
  std::size_t worker_threads = 4;
  std::int64_t read_deadline_ms = 0;  // 0: the limit of limits.h; tests shorten it
  Crowd::Bounds bounds = {};
  const Clock* clock = nullptr;     // of how long an address stays known; outlives the server; null: this machine's
  std::vector<HttpHeader> headers;  // set on every answer that does not set them itself
  ErrorPage error_page;             // for 400 404 405 411 413 431 500 501 503 505
};

class HttpServer {
 public:
  // Listens and starts the threads. `router` must outlive the server. Errors: bad_input (address), denied (not
  // loopback, or a port this user may not have), conflict (the port is taken), io.
  [[nodiscard]] static Result<HttpServer> start(ServerOptions options, const Router& router);
  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();  // as stop()

  [[nodiscard]] std::uint16_t port() const;
  // Accepts no more, lets requests being answered finish within a few seconds, joins the threads. Connections
  // close with this.
  void stop();

 private:
  class Core;
  explicit HttpServer(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

// "127.0.0.1:8080", "[::1]:0" → address and port. Error bad_input.
struct ListenAddress {
  std::string address;
  std::uint16_t port = 0;
};
[[nodiscard]] Result<ListenAddress> parse_listen_address(std::string_view text);
// Errors: bad_input (no numeric address), denied (others could reach it, and no TLS proxy stands in front).
[[nodiscard]] Result<void> may_listen(const ServerOptions& options);
// What the system said when asked to. Errors: conflict (taken), denied (a port this user may not have), io.
[[nodiscard]] Error cannot_listen(const ServerOptions& options, std::error_code error);

}  // namespace minbar::collector
