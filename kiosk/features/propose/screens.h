// The steps of a proposal, as what outlives a frame of each and what each hears: all hold the draft, and what else is
// on the screen.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "kiosk/features/propose/draft.h"
#include "kiosk/session/board.h"
#include "kiosk/session/event.h"
#include "kiosk/session/one_of.h"
#include "kiosk/session/outcome.h"

namespace minbar::kiosk::propose {

struct Theme {
  using Hears = std::variant<event::Back, event::ChooseTheme, event::OpenElsewhere>;
  Draft draft;
  int page = 0;
};

struct Elsewhere {
  using Hears = std::variant<event::Back>;
  Draft draft;
  int page = 0;
};

struct How {
  using Hears = std::variant<event::Back, event::Write, event::Speak, event::Continue>;
  Draft draft;
  int page = 0;
};

struct Write {
  using Hears = std::variant<event::Back, event::Continue, KeyEvent>;
  Draft draft;
  Board board = {};
  bool asked_empty = false;  // "continue" was pressed with nothing written
};

struct Speak {
  using Hears = std::variant<SoundNews, event::Record, event::StopRecording, event::PlayBack, event::StopPlaying,
                             event::DeleteVoice, event::Back, event::Continue>;
  enum class Phase : std::uint8_t { ready, recording, finishing, recorded, playing };
  enum class Trouble : std::uint8_t { none, failed, too_short };
  Draft draft;
  Phase phase = Phase::ready;
  Trouble trouble = Trouble::none;
  std::int64_t ms = 0;                    // recorded, or played, so far
  std::vector<std::uint8_t> levels = {};  // how loud the last moments were, 0 to 100
  int page = 0;
};

struct Notice {
  using Hears = std::variant<event::Back, event::ToggleConsent, event::StayAnonymous, event::GiveName>;
  Draft draft;
  bool needs_consent = false;  // a name was offered before the notice was agreed to
  int page = 0;
};

struct Author {
  using Hears = std::variant<event::Back, event::Continue, KeyEvent>;
  Draft draft;
  OpenField open = {Field::name};
};

struct About {
  using Hears = std::variant<event::Back, event::ChooseGender, event::ChooseAgeBand, event::Continue>;
  Draft draft;
  int page = 0;
};

struct Review {
  using Hears =
      std::variant<event::Back, event::ChangeTheme, event::Speak, event::EditPart, event::EditAbout, event::Send>;
  Draft draft;
  int page = 0;
};

using Screen = OneOf<Theme, Elsewhere, How, Write, Speak, Notice, Author, About, Review>;

using Outcome = kiosk::Outcome<Screen>;

}  // namespace minbar::kiosk::propose

namespace minbar::kiosk {

extern template struct OneOf<propose::Theme, propose::Elsewhere, propose::How, propose::Write, propose::Speak,
                             propose::Notice, propose::Author, propose::About, propose::Review>;

}  // namespace minbar::kiosk
