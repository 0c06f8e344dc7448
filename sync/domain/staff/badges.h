// Badges of staff who may help a citizen at a kiosk, as staff.json of the content pack lists them: a name on the badge
// and the check of its code, never the code. The file's meta names the salt of its checks; in there, since a kiosk of
// version 1 refuses members it does not know beside the badges, and overlooks what meta says. Used by the kiosk, which
// asks for the code, and by whoever reads the pack.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/places/places.h"

namespace minbar {

using BadgeSalt = Id<struct BadgeSaltTag, 16>;

struct Badge {
  BadgeId id;
  PlaceCode place;                     // where it is good, and all that lies there
  std::string check;                   // seal::badge_check of its code, 64 hexadecimal digits
  std::optional<BadgeSalt> salt = {};  // the one of its file; nothing: a file of version 1
  bool operator==(const Badge&) const = default;
};

// Those that are good at `place`.
[[nodiscard]] std::vector<Badge> badges_at(std::span<const Badge> badges, const PlaceCode& place, const Places& places);

// 32 hexadecimal digits in lower case.
[[nodiscard]] std::optional<BadgeSalt> badge_salt_from(std::string_view text);
// Refused with file and line: an id given twice or too long, an unknown place, a check or a salt that is none.
[[nodiscard]] Result<std::vector<Badge>> parse_badges(const ContentFile& file, const Places& places);

}  // namespace minbar
