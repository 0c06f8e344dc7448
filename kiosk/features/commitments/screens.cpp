#include "kiosk/features/commitments/screens.h"

#include "kiosk/session/one_of_made.h"

namespace minbar::kiosk {

template struct OneOf<commitments::Exhibition, commitments::CommitmentList, commitments::CommitmentPage>;

}  // namespace minbar::kiosk
