#include "kiosk/features/propose/feature.h"

#include <utility>
#include <variant>

#include "kiosk/features/propose/about.h"
#include "kiosk/features/propose/author.h"
#include "kiosk/features/propose/elsewhere.h"
#include "kiosk/features/propose/how.h"
#include "kiosk/features/propose/notice.h"
#include "kiosk/features/propose/review.h"
#include "kiosk/features/propose/speak.h"
#include "kiosk/features/propose/theme.h"
#include "kiosk/features/propose/write.h"
#include "kiosk/session/hear.h"
#include "kiosk/session/opening.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/screen.h"

namespace minbar::kiosk::propose {

Screen enter(const door::Propose& door, const Seen& seen) {
  Draft draft;
  draft.id = seen.context.fresh_id;
  draft.code = seen.context.fresh_code;
  if (door.on) {
    draft.commitment = door.on;
    if (const auto* commitment = seen.context.content.commitments.find(door.on->id))
      draft.theme = commitment->themes.front();
    return Theme{.draft = std::move(draft)};
  }
  // who begins where a question is asked answers it
  const auto* campaign = campaign_of(seen.choices, seen.context.content);
  if (campaign != nullptr && campaign->theme) return after_theme(std::move(draft), *campaign->theme, seen.kiosk);
  return Theme{.draft = std::move(draft)};
}

Outcome update(Screen screen, const Seen& seen, const Event& event) { return answered(std::move(screen), seen, event); }

ui::Element view(const Screen& screen, const parts::Look& look) {
  return std::visit([&](const auto& one) { return view(one, look); }, screen);
}

Stay stay_of(const Screen&, const Kiosk&, const Choices&) { return stay::Asks{}; }

std::optional<Save> unsaved(const Screen&, const Seen&) { return std::nullopt; }

int depth_of(const Screen& screen) {
  return std::visit(
      overloaded{[](const Theme&) { return 5; }, [](const Elsewhere&) { return 6; }, [](const How&) { return 6; },
                 [](const Write&) { return 7; }, [](const Speak&) { return 7; }, [](const Review&) { return 8; },
                 [](const Notice&) { return 9; }, [](const Author&) { return 10; }, [](const About&) { return 10; }},
      screen);
}

bool sounds(const Screen& screen) {
  const auto* speak = std::get_if<Speak>(&screen);
  return speak != nullptr && (speak->phase == Speak::Phase::recording || speak->phase == Speak::Phase::playing);
}

}  // namespace minbar::kiosk::propose
