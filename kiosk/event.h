// Everything that can happen to a session: what a finger meant, and what the world answered. A tap arrives already as
// one of these, made by the view that drew the target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/station.h"
#include "kiosk/voice/recording.h"
#include "sync/base/result.h"
#include "sync/domain/commitments.h"
#include "sync/domain/ids.h"
#include "sync/domain/petition_count.h"
#include "sync/domain/submission.h"
#include "sync/domain/trail.h"

namespace minbar::kiosk {

// The ways to look at the exhibition of commitments.
enum class Browse : std::uint8_t { member, theme, progress };

enum class Field : std::uint8_t {
  text,
  name,
  contact,
  comment,
  given_name,
  family_name,
  national_id,
  residence,
  association,
  object,
  reasons,
};

enum class SignStep : std::uint8_t { who, name, home, ink };
enum class StartStep : std::uint8_t { kind, text, who };

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
struct Write {};  // rather than, or besides, speaking
struct Speak {};
struct Record {};  // from the beginning; what was recorded before goes
struct StopRecording {};
struct PlayBack {};
struct StopPlaying {};
struct DeleteVoice {};
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
struct OpenAboutKiosk {};
struct FingerprintSeen {};  // and compared: the kiosk opens
struct OpenBadge {};        // staff helps, and says who
struct AcceptHelp {};
struct DeclineHelp {};
struct MovePlace {
  int places;  // of a receipt code being entered
};
struct OpenPetitions {};
struct OpenPetition {
  PetitionId petition;
};
struct SignPetition {};
struct ChooseLink {
  TerritoryLink link;
};
struct AnswerElectoralList {
  bool listed;
};
struct ChoosePlace {
  PlaceCode place;
};
struct ClearInk {};
struct EditSignature {
  SignStep step;
};
struct StartPetition {};
struct ChoosePetitioners {
  bool association;
};
struct ToggleDeclaration {
  std::size_t nth;
};
struct EditStart {
  StartStep step;
  std::optional<Field> open = std::nullopt;  // the field to write in; nothing: the step's first
};
struct Draw {
  InkPoint at;
  bool begins;  // a stroke
};
struct OpenCommitments {};
struct BrowseCommitments {
  Browse by;
};
struct ShowCommitments {
  CommitmentFilter filter;
};
struct OpenCommitment {
  CommitmentId commitment;
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
struct BadgeChecked {
  RecordId ask;
  std::optional<BadgeId> badge;  // none: no badge has that code here
};
// Whether there is room to keep more.
struct RoomChanged {
  bool full = false;
};
struct Found {
  RecordId ask;
  std::optional<Trail> trail;  // none: it could not be looked up just now
};
struct MicrophoneChanged {
  bool there;
};
struct Heard {  // the recording goes on
  RecordId draft;
  std::int64_t ms;     // so far
  std::uint8_t level;  // 0 to 100, now
};
struct RecordingEnded {  // by itself: it is full, or the microphone is gone
  RecordId draft;
};
struct Recorded {
  RecordId draft;
  RecordingPtr voice;
};
struct NotRecorded {
  RecordId draft;
  bool too_short;
};
struct Played {
  RecordId draft;
  std::int64_t ms;  // so far
  bool done;
};
struct Closing {};  // the program is about to end
struct PetitionsCounted {
  std::vector<PetitionCount> counts;  // of all petitions shown here
};
struct StationChanged {
  std::optional<Station> station;
};
}  // namespace event

using AnyEvent = std::variant<
    event::Begin, event::SwitchLanguage, event::StartAgain, event::Back, event::Continue, event::OpenProposal,
    event::ChooseTheme, event::Type, event::Erase, event::Undo, event::LineBreak, event::Shift, event::UseLayout,
    event::OpenVariants, event::CloseVariants, event::AlphabeticalOrder, event::PlaceCaret, event::SelectWord,
    event::ToggleConsent, event::GiveName, event::StayAnonymous, event::EditPart, event::ChangeTheme,
    event::ChooseGender, event::ChooseAgeBand, event::Write, event::Speak, event::Record, event::StopRecording,
    event::PlayBack, event::StopPlaying, event::DeleteVoice, event::EditAbout, event::OpenElsewhere, event::Send,
    event::OpenRating, event::ChooseService, event::ChooseFace, event::ToggleReason, event::WriteComment,
    event::OpenFollow, event::MovePlace, event::NextTextSize, event::Stay, event::TurnPage, event::MicrophoneChanged,
    event::Heard, event::RecordingEnded, event::Recorded, event::NotRecorded, event::Played, event::OpenPetitions,
    event::OpenPetition, event::SignPetition, event::ChooseLink, event::AnswerElectoralList, event::ChoosePlace,
    event::ClearInk, event::EditSignature, event::StartPetition, event::ChoosePetitioners, event::ToggleDeclaration,
    event::EditStart, event::Draw, event::PetitionsCounted, event::Tick, event::Touched, event::Saved, event::NotSaved,
    event::RoomChanged, event::Found, event::Closing, event::StationChanged, event::OpenBadge, event::AcceptHelp,
    event::DeclineHelp, event::BadgeChecked, event::OpenCommitments, event::BrowseCommitments, event::ShowCommitments,
    event::OpenCommitment, event::OpenAboutKiosk, event::FingerprintSeen>;

// Copied, moved and destroyed in event.cpp: of so many kinds each file would else make its own code for it.
struct Event : AnyEvent {
  using AnyEvent::AnyEvent;
  Event(const Event& other);
  Event(Event&& other) noexcept;
  Event& operator=(const Event& other);
  Event& operator=(Event&& other) noexcept;
  ~Event();
};

}  // namespace minbar::kiosk
