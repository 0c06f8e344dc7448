// How often something may be tried: a bucket of tokens for each key (an address, an account with an address), filled
// again with time. In memory and bounded: a restart forgives, and the oldest keys are forgotten first. Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "sync/base/clock.h"

namespace minbar::collector {

class RateLimit {
 public:
  struct Rule {
    double burst = 1;               // tries at once
    std::int64_t refill_ms = 1000;  // until one more
  };
  // `clock` must outlive this.
  RateLimit(Rule rule, const Clock& clock) : rule_(rule), clock_(clock) {}

  // Takes a token; false when there is none.
  [[nodiscard]] bool take(const std::string& key);
  // Fills the bucket of a key: it has proved itself.
  void forgive(const std::string& key);
  // Seconds until one token is back, at least 1.
  [[nodiscard]] std::int64_t wait_s() const { return rule_.refill_ms / 1000 + 1; }

 private:
  struct Bucket {
    double tokens = 0;
    std::int64_t at_ms = 0;
  };
  void forget_old(std::int64_t now_ms);

  const Rule rule_;
  const Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace minbar::collector
