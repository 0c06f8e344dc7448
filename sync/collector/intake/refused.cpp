#include "sync/collector/intake/refused.h"

#include "sync/base/log.h"

namespace minbar::collector {

tl::unexpected<Refusal> refused(const Error& error) {
  log(LogEvent::sync_refused, {{"error", error.code}});
  return tl::unexpected(refusal_of(error));
}

tl::unexpected<Refusal> unable(const Error& error) {
  log(LogEvent::sync_refused, {{"error", error.code}});
  return tl::unexpected(refusal_of_storage(error));
}

}  // namespace minbar::collector
