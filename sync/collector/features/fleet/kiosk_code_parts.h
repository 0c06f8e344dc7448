// What the pages that make an enrolment code have in common: who may make one now, and the page that shows it once.
#pragma once

#include <string>

#include "sync/collector/desk/page.h"
#include "sync/collector/features/fleet/kiosk_codes.h"
#include "sync/collector/features/fleet/routes.h"
#include "sync/collector/http/router.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

// Somebody who is signed in has tries of their own, whatever comes from the same address.
[[nodiscard]] Admission admit_new_code(Page& page, const KioskNewNeeds& with);

struct ShownCode {
  const IssuedCode& issued;
  std::string label;
  PlaceCode place;
  bool again = false;  // for a kiosk that was there before: another command on it
};
[[nodiscard]] HttpResponse show_code(Page& page, const KioskNewNeeds& with, const ShownCode& code);

}  // namespace minbar::collector
