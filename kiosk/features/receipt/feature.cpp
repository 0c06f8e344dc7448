#include "kiosk/features/receipt/feature.h"

#include <utility>
#include <variant>

#include "kiosk/features/receipt/became.h"
#include "kiosk/features/receipt/follow.h"
#include "kiosk/features/receipt/receipt.h"
#include "kiosk/features/receipt/saving.h"
#include "kiosk/session/hear.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/screen.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::receipt {

Screen enter(const door::Keep& door) { return Saving{.save = door.save, .then = door.then}; }

Screen enter(const door::Receipt& door) { return Receipt{.code = door.code, .petition = door.petition}; }

Screen enter(const door::Follow&) { return Follow{}; }

Outcome update(Screen screen, const Seen& seen, const Event& event) { return answered(std::move(screen), seen, event); }

ui::Element view(const Screen& screen, const parts::Look& look) {
  return std::visit([&](const auto& one) { return view(one, look); }, screen);
}

Stay stay_of(const Screen& screen, const Kiosk&, const Choices&) {
  if (std::holds_alternative<Receipt>(screen)) return stay::Goes{limits::receipt_screen_ms};
  const auto* saving = std::get_if<Saving>(&screen);
  if (saving != nullptr && !saving->failed) return stay::WaitsForDisk{};
  return stay::Asks{};
}

// Of a rating: it was said with its face. Who sent anything else was told that it goes with the session. Were it kept
// after all, it would have no receipt, and stand beside what its citizen sends again.
std::optional<Save> unsaved(const Screen& screen, const Seen&) {
  const auto* saving = std::get_if<Saving>(&screen);
  if (saving == nullptr || !saving->failed || would_be_lost(*saving)) return std::nullopt;
  return saving->save;
}

bool would_be_lost(const Screen& screen) {
  const auto* saving = std::get_if<Saving>(&screen);
  return saving != nullptr && would_be_lost(*saving);
}

int depth_of(const Screen& screen) {
  return std::visit(overloaded{[](const Saving&) { return depth::saving; }, [](const Receipt&) { return depth::last; },
                               [](const Follow&) { return 2; }, [](const Became&) { return 3; }},
                    screen);
}

}  // namespace minbar::kiosk::receipt
