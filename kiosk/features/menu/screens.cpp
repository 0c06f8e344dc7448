#include "kiosk/features/menu/screens.h"

#include "kiosk/session/one_of_made.h"

namespace minbar::kiosk {

template struct OneOf<menu::Menu>;

}  // namespace minbar::kiosk
