#include "kiosk/features/rate/feature.h"

#include <utility>
#include <variant>

#include "kiosk/features/rate/comment.h"
#include "kiosk/features/rate/faces.h"
#include "kiosk/features/rate/keeping.h"
#include "kiosk/features/rate/reasons.h"
#include "kiosk/features/rate/record.h"
#include "kiosk/features/rate/services.h"
#include "kiosk/features/rate/thanks.h"
#include "kiosk/session/hear.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/screen.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::rate {

Screen enter(const door::Rate&) { return Services{}; }

Screen enter(const door::RateService& door) { return Faces{.subject = door.service}; }

Screen enter(const door::RateCommitment& door) { return Faces{.subject = door.shown.id, .from = door.shown.from}; }

Screen enter(const door::Thanks& door) { return Thanks{.of_commitment = door.of_commitment}; }

Outcome update(Screen screen, const Seen& seen, const Event& event) { return answered(std::move(screen), seen, event); }

ui::Element view(const Screen& screen, const parts::Look& look) {
  return std::visit([&](const auto& one) { return view(one, look); }, screen);
}

Stay stay_of(const Screen& screen, const Kiosk& kiosk, const Choices& choices) {
  const bool counter = kiosk.one_service.has_value();
  if (std::holds_alternative<Keeping>(screen)) return stay::WaitsForDisk{};
  if (std::holds_alternative<Thanks>(screen))
    return stay::Goes{counter ? limits::counter_thanks_ms : limits::thanks_screen_ms};
  if (!counter || !std::holds_alternative<Faces>(screen)) return stay::Asks{};
  // Beside a counter nobody ends a session: a language and a size that somebody chose go by themselves.
  const bool chosen = choices.language != Language::ar || choices.text_size;
  return stay::Rests{chosen ? std::optional<std::int64_t>(limits::counter_choices_ms) : std::nullopt};
}

// A face was touched, which is for good: the pages after it only add to it. While it is being kept no session ends;
// what the program keeps when it ends then is the draft.
std::optional<Save> unsaved(const Screen& screen, const Seen& seen) {
  if (const auto* reasons = std::get_if<Reasons>(&screen)) return record_of(reasons->draft, seen);
  if (const auto* comment = std::get_if<Comment>(&screen)) return record_of(comment->draft, seen);
  return std::nullopt;
}

int depth_of(const Screen& screen) {
  return std::visit(overloaded{[](const Services&) { return 5; }, [](const Faces&) { return 6; },
                               [](const Keeping&) { return 7; }, [](const Reasons&) { return 8; },
                               [](const Comment&) { return 9; }, [](const Thanks&) { return depth::last; }},
                    screen);
}

}  // namespace minbar::kiosk::rate
