// What a rating is about, above its faces and its reasons.
#pragma once

#include "kiosk/parts/look.h"
#include "sync/domain/records/submission.h"
#include "ui/element.h"

namespace minbar::kiosk::rate {

// Its icon and name on one line.
[[nodiscard]] ui::Element subject_line(const parts::Look& look, const RatingSubject& subject);

}  // namespace minbar::kiosk::rate
