// A rating while it is being made. Opens with the touch of a face; from then on it is said, whatever the citizen does
// next, and each change is kept on the disk, sealed.
#pragma once

#include <vector>

#include "sync/domain/ids.h"
#include "sync/domain/records/submission.h"
#include "ui/text_edit.h"

namespace minbar::kiosk::rate {

struct Draft {
  RecordId id;
  RatingSubject subject;
  Satisfaction satisfaction = Satisfaction::neutral;
  std::vector<ReasonId> reasons;
  ui::TextEdit comment;
  bool soon_after_another = false;
  bool on_disk = false;  // its face at least; what changes later follows
  bool operator==(const Draft&) const = default;
};

}  // namespace minbar::kiosk::rate
