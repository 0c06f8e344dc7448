// Exchange: one signed request frame in, one frame out. HTTP, an in-process collector, a seeded faulty wrapper in tests
// and (later) a stick are all this one type. What comes back proves nothing yet: open_sync_reply does.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/base/bytes.h"

namespace minbar::wire {

enum class ExchangeError {
  unreachable,       // nothing came back for another reason than those below: no network, cut, no TLS
  no_name,           // nobody knows the address's name
  no_connection,     // nobody listens there, or there is no way to it
  timed_out,         // no answer in time
  untrusted,         // the certificate is of an authority that this machine does not trust
  wrong_host,        // the certificate is of another name
  no_authorities,    // the file of authorities to trust cannot be read
  certificate_time,  // the certificate is not valid yet, or no more, by this machine's clock
  unavailable,       // 429: come later
  gateway,           // 502 or 504: what stands before the collector answers, and the collector does not
  not_ready,         // another 5xx
  too_large,         // 413
  refused,           // 401 or 403: this device is not, or no longer, known there; or a portal wants to be signed in to
  rejected,          // 400, 415, 422, 426: it does not understand us
  not_ours,          // 404, 511, another status, another content type: not a collector
};
[[nodiscard]] std::string_view name_of(ExchangeError error);

struct ExchangeFailure {
  ExchangeError error = ExchangeError::unreachable;
  int status = 0;                                // of HTTP, when there was one
  std::optional<std::int64_t> retry_after_ms{};  // what the other side asked for
  Bytes frame{};                                 // what came with it, where that said to be a frame (refusal.h)
  bool operator==(const ExchangeFailure&) const = default;
};

using ExchangeResult = tl::expected<Bytes, ExchangeFailure>;
using Exchange = std::function<ExchangeResult(ByteView frame)>;

}  // namespace minbar::wire
