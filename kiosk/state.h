// The whole memory of a session, as one value. Ending a session replaces it. Alternatives are a variant, so that what
// must not be together cannot be written: a receipt has a code, saving has a draft, a menu has neither.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/effect.h"
#include "kiosk/screens/about.h"
#include "kiosk/screens/about_kiosk.h"
#include "kiosk/screens/assist.h"
#include "kiosk/screens/attract.h"
#include "kiosk/screens/author.h"
#include "kiosk/screens/became.h"
#include "kiosk/screens/comment.h"
#include "kiosk/screens/commitment_list.h"
#include "kiosk/screens/commitment_page.h"
#include "kiosk/screens/elsewhere.h"
#include "kiosk/screens/enrolled.h"
#include "kiosk/screens/exhibition.h"
#include "kiosk/screens/faces.h"
#include "kiosk/screens/follow.h"
#include "kiosk/screens/how.h"
#include "kiosk/screens/menu.h"
#include "kiosk/screens/notice.h"
#include "kiosk/screens/out_of_order.h"
#include "kiosk/screens/petition_page.h"
#include "kiosk/screens/petitions.h"
#include "kiosk/screens/reasons.h"
#include "kiosk/screens/receipt.h"
#include "kiosk/screens/review.h"
#include "kiosk/screens/saving.h"
#include "kiosk/screens/services.h"
#include "kiosk/screens/sign_home.h"
#include "kiosk/screens/sign_ink.h"
#include "kiosk/screens/sign_name.h"
#include "kiosk/screens/sign_review.h"
#include "kiosk/screens/sign_who.h"
#include "kiosk/screens/signed.h"
#include "kiosk/screens/speak.h"
#include "kiosk/screens/start_kind.h"
#include "kiosk/screens/start_review.h"
#include "kiosk/screens/start_text.h"
#include "kiosk/screens/start_who.h"
#include "kiosk/screens/thanks.h"
#include "kiosk/screens/theme.h"
#include "kiosk/screens/write.h"
#include "kiosk/station.h"
#include "sync/domain/ids.h"
#include "sync/domain/petition_count.h"

namespace minbar::kiosk {

using AnyScreen =
    std::variant<screen::OutOfOrder, screen::Attract, screen::Menu, screen::Theme, screen::How, screen::Write,
                 screen::Speak, screen::Notice, screen::Author, screen::About, screen::Elsewhere, screen::Review,
                 screen::Services, screen::Faces, screen::Reasons, screen::Comment, screen::Saving, screen::Receipt,
                 screen::Thanks, screen::Follow, screen::Became, screen::Petitions, screen::PetitionPage,
                 screen::SignWho, screen::SignName, screen::SignHome, screen::SignInk, screen::SignReview,
                 screen::Signed, screen::StartKind, screen::StartText, screen::StartWho, screen::StartReview,
                 screen::Exhibition, screen::CommitmentList, screen::CommitmentPage, screen::Assist, screen::Enrolled,
                 screen::AboutKiosk>;

// Copied, moved and destroyed in state.cpp, as Event is in event.cpp.
struct Screen : AnyScreen {
  using AnyScreen::AnyScreen;
  Screen();
  Screen(const Screen& other);
  Screen(Screen&& other) noexcept;
  Screen& operator=(const Screen& other);
  Screen& operator=(Screen&& other) noexcept;
  ~Screen();
};

// The page of a screen that turns pages; 0 for others.
[[nodiscard]] inline int page_of(const Screen& screen) {
  return std::visit(
      [](const auto& s) {
        if constexpr (requires { s.page; }) return s.page;
        return 0;
      },
      screen);
}

struct State {
  std::optional<Station> station;
  Language language = Language::ar;
  Screen screen;
  std::int64_t last_touch_ms = 0;
  bool idle_warning = false;             // the question "are you still here?" is up
  std::optional<std::size_t> text_size;  // of ui::text_scales, chosen in this session; else the kiosk's own
  std::optional<std::vector<std::string>> only_doors;  // begun while the office was closed: what the menu has then
  std::optional<std::string> campaign;                 // that ran when this session began
  std::optional<BadgeId> assisted_by;                  // whose help the citizen accepted in this session
  bool full = false;                                   // a save found no room; of the kiosk, not of a session
  bool microphone = false;                             // one is there: speaking is offered
  bool alphabetical = false;                           // the order of the keys, chosen in this session
  std::optional<ServiceId> one_service;        // this kiosk stands beside one counter and asks about nothing else
  std::vector<PetitionCount> petition_counts;  // as last heard; of the kiosk, not of a session
  std::optional<std::int64_t> last_rating_ms;  // when a face was last touched; it outlives a session
};

struct Step {
  State state;
  Effects effects;
};

}  // namespace minbar::kiosk
