// Whether the office behind this kiosk is open now, as far as the kiosk can know: from its place, the hours in the
// content pack and its own clock; and which doors a session has that began there. Asked by the waiting screen, by
// whoever begins a session there, and by the menu. A clock that stands before the moment at which the pack was
// published is wrong, and closes nobody out. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "kiosk/session/seen.h"
#include "sync/domain/content/content.h"
#include "sync/domain/content/opening_hours.h"

namespace minbar::kiosk {

// Nothing: no hours are known for this place.
[[nodiscard]] std::optional<Opening> opening_now(const Kiosk& kiosk, const Content& content, std::int64_t wall_s);

// Closed, with what the menu still offers. Nothing: open.
[[nodiscard]] std::optional<Opening> closed_now(const Kiosk& kiosk, const Content& content, std::int64_t wall_s);

// Whether this session's menu has that door: "rate", "propose". None that rates where staff looks on.
[[nodiscard]] bool offers(const Choices& choices, std::string_view door);

// What the waiting screen asked when this session began; null: nothing. Lives as long as the content.
[[nodiscard]] const Campaign* campaign_of(const Choices& choices, const Content& content);

}  // namespace minbar::kiosk
