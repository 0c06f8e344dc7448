#include "kiosk/features/rate/keeping.h"

#include <utility>

#include "kiosk/parts/frame.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::rate {

// A disk that cannot take it stops nobody: the next page says that it is not kept yet, and each change tries again.
Outcome update(Keeping screen, const Seen&, const Keeping::Hears& event) {
  const auto answered_for = std::visit([](const auto& answer) { return answer.id; }, event);
  if (answered_for != screen.draft.id) return {std::move(screen)};
  screen.draft.on_disk = std::holds_alternative<event::DraftKept>(event);
  return {Reasons{.draft = std::move(screen.draft)}};
}

ui::Element view(const Keeping&, const parts::Look& look) { return parts::saving(look); }

}  // namespace minbar::kiosk::rate
