#include "sync/collector/accounts/rate_limit.h"

#include <algorithm>

#include "sync/base/limits.h"

namespace minbar::collector {

namespace {

constexpr std::size_t shared_buckets = 4096;  // to empty them all costs as many tries as they hold
constexpr std::int64_t look_every_ms = 1000;  // for full ones among as many as there may be

}  // namespace

RateLimit::RateLimit(Rule rule, const Clock& clock, Random& random)
    : rule_(rule), clock_(clock), seed_(seal::make_mac_key(random)), shared_(shared_buckets) {}

tl::expected<void, Wait> RateLimit::look(const std::string& key) {
  const auto now = clock_.monotonic_ms();
  const std::lock_guard lock(mutex_);
  const auto own = buckets_.find(key);
  return room_in(own != buckets_.end() ? own->second : shared_bucket_of(key), now);
}

tl::expected<void, Wait> RateLimit::room_in(FullAt full_at, std::int64_t now_ms) const {
  const auto wait_ms = full_at - now_ms - (rule_.burst - 1) * rule_.refill_ms;
  if (wait_ms > 0) return tl::unexpected(Wait{.seconds = (wait_ms + 999) / 1000});
  return {};
}

tl::expected<void, Wait> RateLimit::take(const std::string& key) {
  const auto now = clock_.monotonic_ms();
  const std::lock_guard lock(mutex_);
  auto& full_at = bucket_of(key, now);
  if (const auto room = room_in(full_at, now); !room) return room;
  full_at = std::max(full_at, now) + rule_.refill_ms;
  return {};
}

void RateLimit::forgive(const std::string& key) {
  const std::lock_guard lock(mutex_);
  buckets_.erase(key);
}

RateLimit::FullAt& RateLimit::shared_bucket_of(const std::string& key) {
  const auto mac = seal::mac_of(seed_, "minbar-bucket-v1", bytes_of(key));
  return shared_[(mac.bytes[0] << 8 | mac.bytes[1]) % shared_buckets];
}

RateLimit::FullAt& RateLimit::bucket_of(const std::string& key, std::int64_t now_ms) {
  if (const auto own = buckets_.find(key); own != buckets_.end()) return own->second;
  if (buckets_.size() >= limits::rate_limit_keys && now_ms >= next_look_ms_) forget_full(now_ms);
  auto& shared = shared_bucket_of(key);
  if (buckets_.size() >= limits::rate_limit_keys) return shared;
  return buckets_.emplace(key, shared).first->second;
}

void RateLimit::forget_full(std::int64_t now_ms) {
  std::erase_if(buckets_, [&](const auto& entry) { return entry.second <= now_ms; });
  next_look_ms_ = now_ms + look_every_ms;
}

}  // namespace minbar::collector
