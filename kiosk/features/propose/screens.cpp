#include "kiosk/features/propose/screens.h"

#include "kiosk/session/one_of_made.h"

namespace minbar::kiosk {

template struct OneOf<propose::Theme, propose::Elsewhere, propose::How, propose::Write, propose::Speak, propose::Notice,
                      propose::Author, propose::About, propose::Review>;

}  // namespace minbar::kiosk
