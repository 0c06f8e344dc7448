#include "kiosk/features/receipt/screens.h"

#include "kiosk/session/one_of_made.h"

namespace minbar::kiosk {

template struct OneOf<receipt::Saving, receipt::Receipt, receipt::Follow, receipt::Became>;

}  // namespace minbar::kiosk
