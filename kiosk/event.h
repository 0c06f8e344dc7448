// Everything that can happen to a session: what a finger meant, and what the world answered. A tap arrives already as
// one of these, made by the view that drew the target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "kiosk/station.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/domain/submission.h"
#include "sync/domain/trail.h"

namespace minbar::kiosk {

enum class Field : std::uint8_t { text, name, contact, comment };

namespace event {
// --- a finger
struct Begin {
  Language language;
};
struct SwitchLanguage {
  Language language;
};
struct StartAgain {};
struct Back {};
struct Continue {};
struct OpenProposal {};
struct ChooseTheme {
  ThemeId theme;
};
struct Type {
  std::string letters;
};
struct Erase {};
struct Undo {};
struct LineBreak {};
struct Shift {};
struct UseLayout {
  std::string layout;
};
struct OpenVariants {
  std::string key;  // its name
};
struct CloseVariants {};
struct AlphabeticalOrder {};  // of the keys, or back to the usual one
struct PlaceCaret {
  Field field;
  std::size_t byte;
};
struct SelectWord {
  Field field;
  std::size_t byte;
};
struct ToggleConsent {};
struct GiveName {};
struct StayAnonymous {};
struct EditPart {
  Field field;
};
struct ChangeTheme {};
struct ChooseGender {
  Gender gender;
};
struct ChooseAgeBand {
  AgeBand band;
};
struct EditAbout {};
struct OpenElsewhere {};  // "this is a complaint, or a request"
struct Send {};
struct OpenRating {};
struct ChooseService {
  ServiceId service;
};
struct ChooseFace {
  Satisfaction satisfaction;
};
struct ToggleReason {
  ReasonId reason;
};
struct WriteComment {};
struct OpenFollow {};
struct MovePlace {
  int places;  // of a receipt code being entered
};
struct NextTextSize {};
struct Stay {};
struct TurnPage {
  int pages;
};
// --- the world
struct Tick {};     // the clock in the context moved
struct Touched {};  // a finger that meant nothing; it still says that someone is here
struct Saved {
  RecordId id;
};
struct NotSaved {
  RecordId id;
  Errc why;
};
struct Found {
  RecordId ask;
  std::optional<Trail> trail;  // none: it could not be looked up just now
};
struct Closing {};  // the program is about to end
struct StationChanged {
  std::optional<Station> station;
};
}  // namespace event

using Event =
    std::variant<event::Begin, event::SwitchLanguage, event::StartAgain, event::Back, event::Continue,
                 event::OpenProposal, event::ChooseTheme, event::Type, event::Erase, event::Undo, event::LineBreak,
                 event::Shift, event::UseLayout, event::OpenVariants, event::CloseVariants, event::AlphabeticalOrder,
                 event::PlaceCaret, event::SelectWord, event::ToggleConsent, event::GiveName, event::StayAnonymous,
                 event::EditPart, event::ChangeTheme, event::ChooseGender, event::ChooseAgeBand, event::EditAbout,
                 event::OpenElsewhere, event::Send, event::OpenRating, event::ChooseService, event::ChooseFace,
                 event::ToggleReason, event::WriteComment, event::OpenFollow, event::MovePlace, event::NextTextSize,
                 event::Stay, event::TurnPage, event::Tick, event::Touched, event::Saved, event::NotSaved, event::Found,
                 event::Closing, event::StationChanged>;

}  // namespace minbar::kiosk
