// A real collector in a folder, and kiosks that are enrolled with it and seal and sign as kiosks do. Used by the
// measurements of the collector.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/collector/serve/collector.h"
#include "sync/seal/chain.h"
#include "sync/wire/enrol.h"
#include "sync/wire/sync_codec.h"

namespace minbar::bench {

class CollectorHome {
 public:
  explicit CollectorHome(const std::filesystem::path& folder);
  [[nodiscard]] collector::Collector& operator*() { return *collector_; }
  [[nodiscard]] collector::Collector* operator->() { return collector_.get(); }
  [[nodiscard]] Random& random() { return random_; }

 private:
  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<collector::Collector> collector_;
};

class FastKiosk {
 public:
  FastKiosk(CollectorHome& home, const std::string& label);

  // The next record of its chain, a proposal and a rating by turns.
  [[nodiscard]] Bytes envelope();
  // A signed request that carries these.
  [[nodiscard]] Bytes frame(std::vector<Bytes> envelopes);
  [[nodiscard]] const seal::RecordPublicKey& record_key() const { return record_key_.public_key(); }

 private:
  Random& random_;
  seal::RecordKey record_key_;
  seal::TransportKey transport_key_;
  seal::ChainHead head_;
  wire::EnrolReply pinned_;
};

}  // namespace minbar::bench
