#include "kiosk/features/petition/screens.h"

#include "kiosk/session/one_of_made.h"

namespace minbar::kiosk {

template struct OneOf<petition::Petitions, petition::PetitionPage, petition::SignWho, petition::SignName,
                      petition::SignHome, petition::SignInk, petition::SignReview, petition::Signed,
                      petition::StartKind, petition::StartText, petition::StartWho, petition::StartReview>;

}  // namespace minbar::kiosk
