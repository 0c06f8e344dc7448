#include "kiosk/features/staff/screens.h"

#include "kiosk/session/one_of_made.h"

namespace minbar::kiosk {

template struct OneOf<staff::AboutKiosk, staff::Badge, staff::Assist>;

}  // namespace minbar::kiosk
