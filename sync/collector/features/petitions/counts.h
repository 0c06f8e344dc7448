// How many have signed, and how complete that number is: what kiosks are told and pages show. "Complete up to" is the
// word of the kiosks that are heard; those that are not, and records that are known to be lost, are counted beside it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/intake/reply_part.h"
#include "sync/collector/published/content_names.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/domain/petitions/petition_count.h"

namespace minbar::collector {

// Whether a kiosk at `place` takes signatures for a petition; false for a petition that no pack has.
using TakesSignatures = std::function<bool(const PlaceCode& place, const PetitionId& petition)>;

// One for each petition asked about, in its order, also for those nobody has signed or heard of.
[[nodiscard]] Result<std::vector<PetitionCount>> count_petitions(db::Database& database,
                                                                 std::span<const PetitionId> petitions,
                                                                 const TakesSignatures& takes, std::int64_t now_ms);

// The same in a reply, for the petitions that its kiosk asks about. `names` outlives the part.
[[nodiscard]] ReplyPart counts_part(const ContentNames& names);

}  // namespace minbar::collector
