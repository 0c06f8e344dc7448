// How frames travel over HTTP: the names both ends agree on. PROTOCOL.md, section 8.
#pragma once

#include <string_view>

#include "sync/base/result.h"
#include "sync/wire/exchange.h"

namespace minbar::wire {

inline constexpr std::string_view sync_path = "/v1/sync";
inline constexpr std::string_view enrol_path = "/v1/enrol";
inline constexpr std::string_view frame_content_type = "application/vnd.minbar.frame";

// The status a collector answers an error with: bad_input 400, denied 401, not_found 404 (no such path), too_large 413,
// unsupported_version 426, busy and unavailable and full 503, others 500. 403 (revoked) and 429 (rate) are the
// caller's.
[[nodiscard]] int http_status_of(Errc code);
// What a status other than 200 means to an agent.
[[nodiscard]] ExchangeError exchange_error_of(int http_status);

}  // namespace minbar::wire
