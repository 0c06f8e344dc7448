// How far this kiosk's chain goes, kept in the kiosk's private folder beside the pinned collector. The agent may write
// the shared row that says the same: without this file it could drop a record that it has not sent, set the row back,
// and the next record would take the dropped one's place, so that nobody ever missed it.
#pragma once

#include <filesystem>
#include <optional>

#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/chain.h"

namespace minbar::store {

struct KeptHead {
  DeviceId device{};  // of the enrolment under which it was kept; another enrolment begins anew
  seal::ChainHead head{};
  std::int64_t heartbeats = 0;  // number of the last
  bool operator==(const KeptHead&) const = default;
};

inline constexpr std::uint64_t last_sequence = 1ULL << 53;
// More than a kiosk says while its private folder cannot be written. The agent, who may write any number into the
// shared row, comes no nearer to the last one by it.
inline constexpr std::uint64_t furthest_ahead = 1'000'000;

// Nothing: none was kept. Errors: corrupt (it is there and cannot be read), io; then the shared row counts, once.
[[nodiscard]] Result<std::optional<KeptHead>> load_head(const std::filesystem::path& keys);
// Errors: denied, full, io. What is kept may be behind: a row that goes on from it is believed.
[[nodiscard]] Result<void> save_head(const std::filesystem::path& keys, const KeptHead& kept);

}  // namespace minbar::store
