#include "kiosk/features/petition/feature.h"

#include <utility>
#include <variant>

#include "kiosk/features/petition/petition_page.h"
#include "kiosk/features/petition/petitions.h"
#include "kiosk/features/petition/sign_home.h"
#include "kiosk/features/petition/sign_ink.h"
#include "kiosk/features/petition/sign_name.h"
#include "kiosk/features/petition/sign_review.h"
#include "kiosk/features/petition/sign_who.h"
#include "kiosk/features/petition/signed.h"
#include "kiosk/features/petition/start_kind.h"
#include "kiosk/features/petition/start_review.h"
#include "kiosk/features/petition/start_text.h"
#include "kiosk/features/petition/start_who.h"
#include "kiosk/session/hear.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/screen.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::petition {

Screen enter(const door::Petitions&) { return Petitions{}; }

Screen enter(const door::Signed&) { return Signed{}; }

Outcome update(Screen screen, const Seen& seen, const Event& event) { return answered(std::move(screen), seen, event); }

ui::Element view(const Screen& screen, const parts::Look& look) {
  return std::visit([&](const auto& one) { return view(one, look); }, screen);
}

Stay stay_of(const Screen& screen, const Kiosk&, const Choices&) {
  if (std::holds_alternative<Signed>(screen)) return stay::Goes{limits::thanks_screen_ms};
  return stay::Asks{};
}

std::optional<Save> unsaved(const Screen&, const Seen&) { return std::nullopt; }

int depth_of(const Screen& screen) {
  return std::visit(overloaded{[](const Petitions&) { return 2; }, [](const PetitionPage&) { return 3; },
                               [](const SignWho&) { return 4; }, [](const SignName&) { return 5; },
                               [](const SignHome&) { return 6; }, [](const SignInk&) { return 7; },
                               [](const SignReview&) { return 8; }, [](const Signed&) { return depth::last; },
                               [](const StartKind&) { return 3; }, [](const StartText&) { return 4; },
                               [](const StartWho&) { return 5; }, [](const StartReview&) { return 6; }},
                    screen);
}

}  // namespace minbar::kiosk::petition
