// About the kiosk itself, for staff and whoever asks: where it stands, which content it shows, and the fingerprint of
// the collector that alone can open what is said here.
#pragma once

#include "kiosk/features/staff/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::staff {

[[nodiscard]] Outcome update(AboutKiosk screen, const Seen& seen, const AboutKiosk::Hears& event);
[[nodiscard]] ui::Element view(const AboutKiosk& screen, const parts::Look& look);

}  // namespace minbar::kiosk::staff
