#include "kiosk/features/commitments/feature.h"

#include <utility>
#include <variant>

#include "kiosk/features/commitments/commitment_list.h"
#include "kiosk/features/commitments/commitment_page.h"
#include "kiosk/features/commitments/exhibition.h"
#include "kiosk/session/hear.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/screen.h"

namespace minbar::kiosk::commitments {

Screen enter(const door::Commitments&) { return Exhibition{}; }

Screen enter(const door::Commitment& door) { return CommitmentPage{.shown = door.shown}; }

Outcome update(Screen screen, const Seen& seen, const Event& event) { return answered(std::move(screen), seen, event); }

ui::Element view(const Screen& screen, const parts::Look& look) {
  return std::visit([&](const auto& one) { return view(one, look); }, screen);
}

Stay stay_of(const Screen&, const Kiosk&, const Choices&) { return stay::Asks{}; }

std::optional<Save> unsaved(const Screen&, const Seen&) { return std::nullopt; }

int depth_of(const Screen& screen) {
  return std::visit(overloaded{[](const Exhibition&) { return 2; }, [](const CommitmentList&) { return 3; },
                               [](const CommitmentPage&) { return 4; }},
                    screen);
}

}  // namespace minbar::kiosk::commitments
