// Content packs that came whole: which are stored, what is known against them, and how the kiosk takes one out. For the
// kiosk, `minbar-sync status` and tests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/seal/hash.h"
#include "sync/store/arriving.h"
#include "sync/store/folder.h"
#include "sync/wire/pack.h"

namespace minbar::store {

struct StoredPack {
  std::int64_t version = 0;
  std::string unusable{};  // why the kiosk's program cannot use it; empty: nothing is known against it
  bool operator==(const StoredPack&) const = default;
};

struct PackState {
  std::int64_t in_use = 0;           // as the last heartbeat said
  std::vector<StoredPack> stored{};  // newest first
  std::optional<ArrivingPack> arriving{};
  std::string outcome = "none";  // of the last offer, a PackOutcome's name
  std::int64_t outcome_version = 0;
  bool operator==(const PackState&) const = default;
};

// `folder` outlives it and stays where it is.
class Packs {
 public:
  explicit Packs(Folder& folder) : folder_(&folder) {}

  [[nodiscard]] Result<PackState> state();
  // The pack stored under that number, verified anew with the trusted key; one that was taken under a former key of the
  // collector with that. Errors: not_found, denied, bad_input,
  // corrupt.
  [[nodiscard]] Result<wire::Pack> read(std::int64_t version);
  // Hashes of the frames stored here that read() takes: under other keys they are still what they were.
  [[nodiscard]] Result<std::vector<seal::Hash>> taken();
  // Why this program cannot use it, for `minbar-sync status`; empty: it can.
  [[nodiscard]] Result<void> note_unusable(std::int64_t version, std::string_view why);
  // This one is in use and was so from a start on: of those before it only the last is still of any use.
  [[nodiscard]] Result<void> forget_before(std::int64_t version);

 private:
  Folder* folder_;  // not null
};

}  // namespace minbar::store
