#include "kiosk/features/menu/feature.h"

#include <utility>
#include <variant>

#include "kiosk/features/menu/menu.h"
#include "kiosk/session/hear.h"
#include "kiosk/session/screen.h"

namespace minbar::kiosk::menu {

Screen enter(const door::Menu&) { return Menu{}; }

Outcome update(Screen screen, const Seen& seen, const Event& event) { return answered(std::move(screen), seen, event); }

ui::Element view(const Screen& screen, const parts::Look& look) {
  return std::visit([&](const auto& one) { return view(one, look); }, screen);
}

Stay stay_of(const Screen&, const Kiosk&, const Choices&) { return stay::Asks{}; }

std::optional<Save> unsaved(const Screen&, const Seen&) { return std::nullopt; }

int depth_of(const Screen&) { return depth::menu; }

}  // namespace minbar::kiosk::menu
