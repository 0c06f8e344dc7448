#include "kiosk/features/staff/feature.h"

#include <utility>
#include <variant>

#include "kiosk/features/staff/about_kiosk.h"
#include "kiosk/features/staff/assist.h"
#include "kiosk/features/staff/badge.h"
#include "kiosk/session/hear.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/screen.h"

namespace minbar::kiosk::staff {

Screen enter(const door::Badge&) { return Badge{}; }

Screen enter(const door::AboutKiosk&) { return AboutKiosk{}; }

Outcome update(Screen screen, const Seen& seen, const Event& event) { return answered(std::move(screen), seen, event); }

ui::Element view(const Screen& screen, const parts::Look& look) {
  return std::visit([&](const auto& one) { return view(one, look); }, screen);
}

Stay stay_of(const Screen&, const Kiosk&, const Choices&) { return stay::Asks{}; }

std::optional<Save> unsaved(const Screen&, const Seen&) { return std::nullopt; }

int depth_of(const Screen& screen) {
  return std::visit(
      overloaded{[](const AboutKiosk&) { return 2; }, [](const Badge&) { return 2; }, [](const Assist&) { return 3; }},
      screen);
}

}  // namespace minbar::kiosk::staff
