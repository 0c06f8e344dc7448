#include "sync/collector/refusal.h"

#include "sync/wire/http.h"

namespace minbar::collector {

Refusal refusal_of(const Error& error) {
  Refusal refusal{.status = wire::http_status_of(error.code), .words = error.context, .retry_after_s = {}};
  if (refusal.status == 503) refusal.retry_after_s = 30;
  return refusal;
}

}  // namespace minbar::collector
