// What the kiosk's memory knows of content packs, as values: which are stored, which is on its way, and what became of
// the last one. For the kiosk, `minbar-sync status` and tests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace minbar::store {

enum class PackOutcome {
  none,      // no pack was ever offered
  arriving,  // its pieces are being fetched
  stored,    // whole, signed, ours
  no_room,   // it would not leave enough of the disk to records; asked again with the next offer
  altered,   // its bytes are not what was offered, however often they are fetched
  not_ours,  // not a pack signed by this kiosk's collector under the offered number
  too_large,
  older,  // than the one in use, or than one that was stored
};
[[nodiscard]] std::string_view name_of(PackOutcome outcome);

struct StoredPack {
  std::int64_t version = 0;
  std::string unusable{};  // why the kiosk's program cannot use it; empty: nothing is known against it
  bool operator==(const StoredPack&) const = default;
};

struct ArrivingPack {
  std::int64_t version = 0;
  std::int64_t arrived_bytes = 0;
  std::int64_t bytes = 0;
  bool operator==(const ArrivingPack&) const = default;
};

struct PackState {
  std::int64_t in_use = 0;           // as the last heartbeat said
  std::vector<StoredPack> stored{};  // newest first
  std::optional<ArrivingPack> arriving{};
  std::string outcome = "none";  // of the last offer, a PackOutcome's name
  std::int64_t outcome_version = 0;
  bool operator==(const PackState&) const = default;
};

}  // namespace minbar::store
