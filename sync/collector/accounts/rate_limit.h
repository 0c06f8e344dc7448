// How often something may be tried: a bucket of tokens for each key (an address, an account with an address), filled
// again with time. In memory and bounded: a restart forgives. A bucket is forgotten only when it is full again, so that
// nobody wins tries by pushing others' keys out; while there are as many buckets as there may be, newcomers share a few
// thousand others, and whoever gets a bucket of its own later begins with what the shared one has left. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

// Until something may be tried again; at least a second.
struct Wait {
  std::int64_t seconds = 1;
  bool operator==(const Wait&) const = default;
};

class RateLimit {
 public:
  struct Rule {
    std::int64_t burst = 1;         // tries at once
    std::int64_t refill_ms = 1000;  // until one more
  };
  // `clock` must outlive this.
  RateLimit(Rule rule, const Clock& clock, Random& random);

  // How long there is no token; takes none, and remembers nothing of a key that it does not know.
  [[nodiscard]] tl::expected<void, Wait> look(const std::string& key);
  // Takes a token, or says how long there will be none.
  [[nodiscard]] tl::expected<void, Wait> take(const std::string& key);
  // Fills the bucket of a key: it has proved itself.
  void forgive(const std::string& key);

 private:
  using FullAt = std::int64_t;  // a bucket: the moment at which it is full when nothing more is taken
  [[nodiscard]] tl::expected<void, Wait> room_in(FullAt full_at, std::int64_t now_ms) const;
  FullAt& shared_bucket_of(const std::string& key);
  FullAt& bucket_of(const std::string& key, std::int64_t now_ms);
  void forget_full(std::int64_t now_ms);

  const Rule rule_;
  const Clock& clock_;
  const seal::MacKey seed_;  // nobody can choose with whom to share a bucket
  std::mutex mutex_;
  std::map<std::string, FullAt> buckets_;  // ordered: keys come from strangers, who could make hashes collide
  std::vector<FullAt> shared_;
  std::int64_t next_look_ms_ = 0;
};

}  // namespace minbar::collector
