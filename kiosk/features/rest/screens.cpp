#include "kiosk/features/rest/screens.h"

#include "kiosk/session/one_of_made.h"

namespace minbar::kiosk {

template struct OneOf<rest::OutOfOrder, rest::Attract, rest::Enrolled>;

}  // namespace minbar::kiosk
