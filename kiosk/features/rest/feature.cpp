#include "kiosk/features/rest/feature.h"

#include <utility>
#include <variant>

#include "kiosk/features/rest/attract.h"
#include "kiosk/features/rest/attract_cards.h"
#include "kiosk/features/rest/enrolled.h"
#include "kiosk/features/rest/out_of_order.h"
#include "kiosk/session/hear.h"
#include "kiosk/session/screen.h"

namespace minbar::kiosk::rest {

Screen enter(const door::Rest&, const Kiosk& kiosk) {
  if (!kiosk.station) return OutOfOrder{.why = OutOfOrder::Why::not_enrolled};
  // what cannot leave, or cannot be kept, is not asked for
  if (kiosk.station->refused != Refused::no) return OutOfOrder{.why = OutOfOrder::Why::refused};
  if (kiosk.full) return OutOfOrder{.why = OutOfOrder::Why::full};
  if (!kiosk.station->compared) return Enrolled{};
  return Attract{};
}

Outcome update(Screen screen, const Seen& seen, const Event& event) { return answered(std::move(screen), seen, event); }

ui::Element view(const Screen& screen, const parts::Look& look) {
  return std::visit([&](const auto& one) { return view(one, look); }, screen);
}

Stay stay_of(const Screen&, const Kiosk&, const Choices&) { return stay::Rests{}; }

std::optional<Save> unsaved(const Screen&, const Seen&) { return std::nullopt; }

int depth_of(const Screen&) { return depth::no_session; }

std::optional<std::int64_t> turns_at_ms(const Screen& screen, const Kiosk& kiosk, const Content& content) {
  const auto* attract = std::get_if<Attract>(&screen);
  if (attract == nullptr || attract_slides(content, kiosk.station) < 2) return std::nullopt;
  return attract->turns_at_ms;
}

}  // namespace minbar::kiosk::rest
