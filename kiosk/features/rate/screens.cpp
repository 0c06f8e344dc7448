#include "kiosk/features/rate/screens.h"

#include "kiosk/session/one_of_made.h"

namespace minbar::kiosk {

template struct OneOf<rate::Services, rate::Faces, rate::Keeping, rate::Reasons, rate::Comment, rate::Thanks>;

}  // namespace minbar::kiosk
