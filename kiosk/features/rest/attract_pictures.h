// What stands above the doors of the screen that waits: Minbar's own picture, a commitment or what was done in turn,
// the question of a campaign, or that the office is closed. Used by attract.cpp.
#pragma once

#include <cstddef>

#include "kiosk/parts/parts.h"
#include "sync/domain/content/opening_hours.h"

namespace minbar::kiosk::rest {

// `slide`: of attract_slides. A campaign that runs today stands in place of all of them.
[[nodiscard]] ui::Element attract_picture(const parts::Look& look, std::size_t slide);
// While the office is closed: alone where nothing is offered then.
[[nodiscard]] ui::Element closed_picture(const parts::Look& look, const Opening& closed);

}  // namespace minbar::kiosk::rest
