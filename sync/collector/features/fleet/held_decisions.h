// What a coordinator decides about a claim of held.h: that it counts as it says, that it counts where its kiosk stands,
// or that it is left aside. Used by the page of held records.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sync/base/result.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/scope.h"
#include "sync/collector/intake/deriver.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::collector {

enum class HeldDecision { claimed_place, kiosk_place, left_aside };
[[nodiscard]] std::string_view name_of(HeldDecision decision);
[[nodiscard]] std::optional<HeldDecision> held_decision_from(std::string_view name);

struct DecidedClaim {
  std::int64_t up_to = 0;     // as shown: names the claim too
  bool all_of_kiosk = false;  // every claim of its kiosk up to there; only left aside
  HeldDecision decision = HeldDecision::left_aside;
  Actor by;
  std::int64_t at_ms = 0;
  const Scope& scope;  // of who decides: the kiosk stands in it, and what counts counts in it
};
// What is needed to decide; all of it outlives the call.
struct DecidesWith {
  Storage& storage;
  const seal::OpeningKeys& opening;
  const Derivers& derivers;
  const ContentNames& names;
};
// Whether what is claimed may count at this place: signatures only where their petition is signed, as those that a
// kiosk takes of its own.
[[nodiscard]] bool may_count_at(const ContentNames& names, const PlaceCode& place,
                                const std::optional<PetitionId>& petition);

struct Decided {
  bool refused = false;  // to count where there is no place, or signatures where they may not: nothing was decided
  std::int64_t records = 0;
  std::int64_t unreadable = 0;  // were to be accepted, could be read when they came and cannot now: they go on waiting
};
// Of a claim that accepts more than limits::held_decided the first of them, and the rest is shown again. What is
// accepted counts from then on as if it had just been kept. Errors: not_found (no such claim, or accepted where the
// kiosk stands and it stands nowhere, or the kiosk stands outside of the scope).
[[nodiscard]] Result<Decided> decide(const DecidesWith& with, const DecidedClaim& decided);

}  // namespace minbar::collector
