// The folders of an enrolled kiosk, with as many records waiting to be sent as asked for. Used by the measurements of
// the store and of the kiosk's start.
#pragma once

#include <filesystem>

#include "sync/base/clock.h"
#include "sync/seal/keys.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/opened_store.h"

namespace minbar::bench {

class KioskHome {
 public:
  // Under `folder`, which must exist: shared/ and keys/.
  KioskHome(const std::filesystem::path& folder, std::size_t waiting_records);

  [[nodiscard]] test::Store open(store::Role role = store::Role::kiosk);
  // A proposal of three sentences, and every second time a rating; new each time.
  [[nodiscard]] Submission something_said();
  [[nodiscard]] const std::filesystem::path& shared() const { return shared_; }
  [[nodiscard]] const std::filesystem::path& keys() const { return keys_; }
  [[nodiscard]] const seal::RecordKey& key() const { return key_; }
  [[nodiscard]] const seal::SealingKey& sealing_key() const { return opening_.sealing_key(); }

 private:
  void fill(std::size_t records);

  test::SeededRandom random_{42};
  SystemClock clock_;
  std::filesystem::path shared_;
  std::filesystem::path keys_;
  seal::RecordKey key_;
  seal::OpeningKey opening_;
  bool rating_next_ = false;
};

}  // namespace minbar::bench
