// The steps of a rating, as what outlives a frame of each and what each hears. From the touch of a face on they hold
// the draft.
#pragma once

#include <optional>
#include <variant>

#include "kiosk/features/rate/draft.h"
#include "kiosk/session/board.h"
#include "kiosk/session/event.h"
#include "kiosk/session/one_of.h"
#include "kiosk/session/outcome.h"
#include "sync/domain/commitments/commitments.h"
#include "sync/domain/records/submission.h"

namespace minbar::kiosk::rate {

struct Services {
  using Hears = std::variant<event::Back, event::ChooseService>;
  int page = 0;
};

struct Faces {
  using Hears = std::variant<event::Back, event::ChooseFace>;
  RatingSubject subject;
  std::optional<CommitmentFilter> from = {};  // of a commitment: the list it was found in
};

// The draft is on its way to the disk.
struct Keeping {
  using Hears = std::variant<event::DraftKept, event::DraftNotKept>;
  Draft draft;
};

struct Reasons {
  using Hears =
      std::variant<event::ChooseFace, event::ToggleReason, event::WriteComment, event::Send, event::DraftKept>;
  Draft draft;
  int page = 0;
};

struct Comment {
  using Hears = std::variant<event::Back, event::Send, KeyEvent, event::DraftKept>;
  Draft draft;
  Board board = {};
};

struct Thanks {
  using Hears = std::variant<event::OpenRating, event::OpenCommitments>;
  bool of_commitment = false;  // what was rated: the way on leads to more of its kind
  int page = 0;
};

using Screen = OneOf<Services, Faces, Keeping, Reasons, Comment, Thanks>;

using Outcome = kiosk::Outcome<Screen>;

}  // namespace minbar::kiosk::rate

namespace minbar::kiosk {

extern template struct OneOf<rate::Services, rate::Faces, rate::Keeping, rate::Reasons, rate::Comment, rate::Thanks>;

}  // namespace minbar::kiosk
