// The screens of commitments, as what outlives a frame of each and what each hears.
#pragma once

#include <variant>

#include "kiosk/session/event.h"
#include "kiosk/session/one_of.h"
#include "kiosk/session/outcome.h"
#include "kiosk/session/shown_commitment.h"
#include "sync/domain/commitments/commitments.h"

namespace minbar::kiosk::commitments {

struct Exhibition {
  using Hears = std::variant<event::Back, event::BrowseCommitments, event::ShowCommitments>;
  Browse by = Browse::member;
  int page = 0;
};

struct CommitmentList {
  using Hears = std::variant<event::Back, event::OpenCommitment>;
  CommitmentFilter filter;
  int page = 0;
};

struct CommitmentPage {
  using Hears = std::variant<event::Back, event::OpenRating, event::OpenProposal>;
  ShownCommitment shown;
  int page = 0;
};

using Screen = OneOf<Exhibition, CommitmentList, CommitmentPage>;

using Outcome = kiosk::Outcome<Screen>;

}  // namespace minbar::kiosk::commitments

namespace minbar::kiosk {

extern template struct OneOf<commitments::Exhibition, commitments::CommitmentList, commitments::CommitmentPage>;

}  // namespace minbar::kiosk
