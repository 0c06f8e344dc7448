#include "sync/collector/accounts/rate_limit.h"

#include <algorithm>

#include "sync/base/limits.h"

namespace minbar::collector {

bool RateLimit::take(const std::string& key) {
  const auto now = clock_.monotonic_ms();
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= limits::rate_limit_keys && !buckets_.contains(key)) forget_old(now);
  auto& bucket = buckets_.try_emplace(key, Bucket{.tokens = rule_.burst, .at_ms = now}).first->second;
  const auto refilled = static_cast<double>(now - bucket.at_ms) / static_cast<double>(rule_.refill_ms);
  bucket = {.tokens = std::min(rule_.burst, bucket.tokens + refilled), .at_ms = now};
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

void RateLimit::forgive(const std::string& key) {
  const std::lock_guard lock(mutex_);
  buckets_.erase(key);
}

// Full buckets say nothing; when that is not enough, the older half of time goes.
void RateLimit::forget_old(std::int64_t now_ms) {
  const auto full_after = static_cast<std::int64_t>(rule_.burst * static_cast<double>(rule_.refill_ms));
  std::erase_if(buckets_, [&](const auto& entry) { return now_ms - entry.second.at_ms >= full_after; });
  if (buckets_.size() < limits::rate_limit_keys) return;
  std::int64_t oldest = now_ms;
  for (const auto& [key, bucket] : buckets_) oldest = std::min(oldest, bucket.at_ms);
  const auto middle = oldest + (now_ms - oldest) / 2;
  std::erase_if(buckets_, [&](const auto& entry) { return entry.second.at_ms <= middle; });
}

}  // namespace minbar::collector
