// A commitment, and the list it was found in: the way back. What is rated or proposed on it takes it along.
#pragma once

#include "sync/domain/commitments/commitments.h"
#include "sync/domain/ids.h"

namespace minbar::kiosk {

struct ShownCommitment {
  CommitmentId id;
  CommitmentFilter from;
  bool operator==(const ShownCommitment&) const = default;
};

}  // namespace minbar::kiosk
