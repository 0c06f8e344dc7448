// Badges of staff who may help a citizen at a kiosk, as staff.json of the content pack lists them: a name on the badge
// and the check of its code, never the code. Used by the kiosk, which asks for the code, and by whoever reads the pack.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/places.h"

namespace minbar {

struct Badge {
  BadgeId id;
  PlaceCode place;    // where it is good, and all that lies there
  std::string check;  // seal::badge_check of its code, 64 hexadecimal digits
  bool operator==(const Badge&) const = default;
};

// Those that are good at `place`.
[[nodiscard]] std::vector<Badge> badges_at(std::span<const Badge> badges, const PlaceCode& place, const Places& places);

// Refused with file and line: an id given twice or too long, an unknown place, a check that is none.
[[nodiscard]] Result<std::vector<Badge>> parse_badges(const ContentFile& file, const Places& places);

}  // namespace minbar
