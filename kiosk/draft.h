// A proposal or a rating while it is being made. Its id, and a proposal's receipt code, are minted when it opens, so
// that a double tap or a retry can never make two.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/voice/recording.h"
#include "sync/domain/ids.h"
#include "sync/domain/receipt_code.h"
#include "sync/domain/submission.h"
#include "ui/text_edit.h"

namespace minbar::kiosk {

struct Draft {
  RecordId id;
  ReceiptCode code;
  std::optional<ThemeId> theme;
  ui::TextEdit text;
  RecordingPtr voice = {};  // null: nothing was spoken
  bool consent = false;     // to the data-protection notice; name and contact are asked only after it
  ui::TextEdit name;
  ui::TextEdit contact;
  About about = {};
  bool operator==(const Draft&) const = default;
};

// Opens with the touch of a face; from then on it is kept, whatever the citizen does next.
struct RatingDraft {
  RecordId id;
  RatingSubject subject;
  Satisfaction satisfaction = Satisfaction::neutral;
  std::vector<ReasonId> reasons;
  ui::TextEdit comment;
  bool soon_after_another = false;
  bool operator==(const RatingDraft&) const = default;
};

}  // namespace minbar::kiosk
