#include "sync/collector/accounts/audit_care.h"

#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/collector/accounts/audit_chain.h"
#include "sync/collector/accounts/audit_check.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t day_ms = 24 * 60 * 60'000;

}  // namespace

void AuditCare::take() {
  const auto now = clock_.monotonic_ms();
  if (last_ms_ && now - *last_ms_ < day_ms) return;
  last_ms_ = now;
  if (keep_days_ > 0) forget();
  const auto newest = storage_.read([](db::Database& database) { return find_audit_head(database); });
  if (newest && *newest && (*newest)->row > 0)
    log(LogEvent::audit_head, {{"row", (*newest)->row}, {"hash", LogId{to_hex((*newest)->hash.view())}}});
}

void AuditCare::forget() {
  const auto now = clock_.wall_ms();
  const auto gone =
      storage_.write([&](db::Database& database) { return forget_audit(database, now - keep_days_ * day_ms, now); });
  if (!gone) log(LogEvent::audit_not_forgotten, {{"error", gone.error().code}});
  if (gone && *gone > 0) log(LogEvent::audit_forgotten, {{"rows", *gone}});
}

}  // namespace minbar::collector
