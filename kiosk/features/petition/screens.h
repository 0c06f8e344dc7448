// The screens of petitions, as what outlives a frame of each and what each hears: to read one, the steps of signing it,
// the steps of starting another.
#pragma once

#include <variant>

#include "kiosk/features/petition/sign_draft.h"
#include "kiosk/features/petition/start_draft.h"
#include "kiosk/session/board.h"
#include "kiosk/session/event.h"
#include "kiosk/session/one_of.h"
#include "kiosk/session/outcome.h"
#include "sync/domain/ids.h"

namespace minbar::kiosk::petition {

struct Petitions {
  using Hears = std::variant<event::Back, event::OpenPetition, event::StartPetition>;
  int page = 0;
};

struct PetitionPage {
  using Hears = std::variant<event::Back, event::SignPetition>;
  PetitionId petition;
  int page = 0;
};

struct SignWho {
  using Hears = std::variant<event::Back, event::ChooseLink, event::AnswerElectoralList, event::Continue>;
  SignDraft draft;
  bool asked_too_soon = false;  // "continue" was pressed with a question open
  int page = 0;
};

struct SignName {
  using Hears = std::variant<event::Back, event::Continue, KeyEvent>;
  SignDraft draft;
  OpenField open = {Field::given_name};
  bool asked_too_soon = false;
};

struct SignHome {
  using Hears = std::variant<event::Back, event::ChoosePlace, event::Continue, KeyEvent>;
  SignDraft draft;
  Board board = {};
};

struct SignInk {
  using Hears = std::variant<event::Back, event::Draw, event::ClearInk, event::Continue>;
  SignDraft draft;
  bool asked_too_soon = false;
  bool stroke_refused = false;  // the finger that is down began past the bounds
};

struct SignReview {
  using Hears = std::variant<event::Back, event::EditSignature, event::ToggleConsent, event::Send>;
  SignDraft draft;
  bool needs_consent = false;  // "sign" was pressed without it
  int page = 0;
};

struct Signed {
  int page = 0;
};

struct StartKind {
  using Hears = std::variant<event::Back, event::ChoosePlace, event::ChoosePetitioners, event::ToggleDeclaration,
                             event::Continue>;
  StartDraft draft;
  int page = 0;
};

struct StartText {
  using Hears = std::variant<event::Back, event::Continue, KeyEvent>;
  StartDraft draft;
  OpenField open = {Field::object};
};

struct StartWho {
  using Hears = std::variant<event::Back, event::Continue, KeyEvent>;
  StartDraft draft;
  OpenField open = {Field::name};
};

struct StartReview {
  using Hears = std::variant<event::Back, event::EditStart, event::ToggleConsent, event::Send>;
  StartDraft draft;
  bool needs_consent = false;  // "send" was pressed without it
  int page = 0;
};

using Screen = OneOf<Petitions, PetitionPage, SignWho, SignName, SignHome, SignInk, SignReview, Signed, StartKind,
                     StartText, StartWho, StartReview>;

using Outcome = kiosk::Outcome<Screen>;

}  // namespace minbar::kiosk::petition

namespace minbar::kiosk {

extern template struct OneOf<petition::Petitions, petition::PetitionPage, petition::SignWho, petition::SignName,
                             petition::SignHome, petition::SignInk, petition::SignReview, petition::Signed,
                             petition::StartKind, petition::StartText, petition::StartWho, petition::StartReview>;

}  // namespace minbar::kiosk
