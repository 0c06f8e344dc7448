// Carries frames to the collector over HTTPS. The only place that includes libcurl besides collector_url.cpp. It
// follows no redirect, verifies certificates always, bounds what it reads and how long it waits, and judges an answer
// by status and content type only: whether it is truly the collector's, the signature says.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sync/agent/collector_url.h"
#include "sync/base/bytes.h"
#include "sync/wire/exchange.h"

namespace minbar::agent {

struct HttpOptions {
  std::int64_t connect_timeout_ms = 15'000;  // a weak mobile link
  std::int64_t total_timeout_ms = 120'000;   // a full batch over one
  std::int64_t stall_timeout_s = 30;         // less than a byte a second for so long: cut
  std::string ca_file{};                     // certificates to trust instead of the system's; "" for the system's
  std::string user_agent = "minbar-sync";
};

// One connection, kept open between calls. Movable; for one thread at a time.
class HttpClient {
 public:
  HttpClient(CollectorUrl url, HttpOptions options);
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

  // POSTs one frame. The bytes of a 200 of the frame content type, or why not, with the frame that says why if one
  // came.
  [[nodiscard]] wire::ExchangeResult post(std::string_view path, ByteView frame);
  // Whether the collector's address answers and has a good certificate: a connection and no request. Waits for
  // limits::probe_timeout_ms at most.
  [[nodiscard]] bool reachable() const;
  // The same as an Exchange; this must outlive it.
  [[nodiscard]] wire::Exchange exchange(std::string_view path);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace minbar::agent
