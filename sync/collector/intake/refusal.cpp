#include "sync/collector/intake/refusal.h"

#include <string_view>

#include "sync/base/log.h"
#include "sync/wire/http.h"

namespace minbar::collector {

namespace {

// What the centre itself lacks is nothing that a kiosk can mend, and its errors name statements and files.
constexpr std::string_view busy_words = "the collector is busy or has no room: come later";
constexpr std::string_view broken_words = "the collector could not do this; its log says why: come later";

}  // namespace

Refusal refusal_of(const Error& error) {
  Refusal refusal{.status = wire::http_status_of(error.code), .words = error.context, .retry_after_s = {}};
  if (refusal.status < 500) return refusal;
  refusal.words = refusal.status == 503 ? busy_words : broken_words;
  if (refusal.status == 503) refusal.retry_after_s = 30;
  return refusal;
}

Refusal refusal_of_storage(const Error& error) {
  const bool is_ours = wire::http_status_of(error.code) >= 500;
  return refusal_of(is_ours ? error : Error{Errc::internal, {}});
}

tl::unexpected<Refusal> refused(const Error& error) {
  log(LogEvent::sync_refused, {{"error", error.code}});
  return tl::unexpected(refusal_of(error));
}

tl::unexpected<Refusal> unable(const Error& error) {
  log(LogEvent::sync_refused, {{"error", error.code}});
  return tl::unexpected(refusal_of_storage(error));
}

}  // namespace minbar::collector
