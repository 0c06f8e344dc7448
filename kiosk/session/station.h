// Where this kiosk stands and whom it trusts, as its pinned enrolment says. Without a station nothing can be sealed,
// and the kiosk takes nothing.
#pragma once

#include <cstdint>
#include <string>

#include "sync/domain/ids.h"

namespace minbar::kiosk {

// Why the centre takes nothing of this kiosk until staff have done something.
enum class Refused : std::uint8_t {
  no,
  unknown,    // it does not know the kiosk, or not by the keys that it has now
  withdrawn,  // it took the kiosk out of service
  copied,     // another machine runs as the same kiosk: this one is to be enrolled anew
};

struct Station {
  PlaceCode place;
  std::string name_ar;  // empty, as in French: the content pack names the place
  std::string name_fr;
  std::string zone;           // IANA name, such as "Africa/Casablanca"
  std::string follow_up_url;  // public address that a receipt's QR code leads to
  std::string fingerprint;    // of the pinned collector, for people to compare
  bool differs = false;       // the shared database names another collector than the pinned one, or none
  bool compared = true;       // a person has seen that both sides show the fingerprint
  Refused refused = Refused::no;
  std::int64_t records_missing = 0;  // that could not be salvaged from a damaged database, until people have seen to it
  std::string damaged_file{};        // the newest of those from which they are missing
  bool operator==(const Station&) const = default;
};

}  // namespace minbar::kiosk
