// Where this kiosk stands, as its enrolment says. Without a station nothing can be sealed, and the kiosk takes nothing.
#pragma once

#include <string>

#include "sync/domain/ids.h"

namespace minbar::kiosk {

struct Station {
  PlaceCode place;
  std::string name_ar;
  std::string name_fr;
  std::string zone;           // IANA name, such as "Africa/Casablanca"
  std::string follow_up_url;  // public address that a receipt's QR code leads to
  bool operator==(const Station&) const = default;
};

}  // namespace minbar::kiosk
