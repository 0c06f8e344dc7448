// A proposal while it is being made. Its id and its receipt code are minted when it opens, so that a double tap or a
// retry can never make two.
#pragma once

#include <optional>

#include "kiosk/session/shown_commitment.h"
#include "kiosk/voice/recording.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/domain/records/submission.h"
#include "ui/text_edit.h"

namespace minbar::kiosk::propose {

// A subject, the words, the review. Name and questions are optional and lines of the review, for who wants them.
inline constexpr int proposal_steps = 3;

struct Draft {
  RecordId id;
  ReceiptCode code;
  std::optional<ThemeId> theme;
  std::optional<ShownCommitment> commitment = {};  // what it is made on, when it is
  ui::TextEdit text;
  RecordingPtr voice = {};  // null: nothing was spoken
  bool consent = false;     // to the data-protection notice; name and contact are asked only after it
  ui::TextEdit name;
  ui::TextEdit contact;
  minbar::About about = {};
  bool operator==(const Draft&) const = default;
};

}  // namespace minbar::kiosk::propose
