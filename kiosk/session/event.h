// Everything that can happen to a session: what a finger meant, and what the world answered. A tap arrives already as
// one of these, made by the view that drew the target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/session/station.h"
#include "kiosk/voice/recording.h"
#include "sync/base/result.h"
#include "sync/domain/commitments/commitments.h"
#include "sync/domain/ids.h"
#include "sync/domain/petitions/petition_count.h"
#include "sync/domain/records/submission.h"
#include "sync/domain/records/trail.h"

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
  bool begins;         // a stroke
  InkPoint edge = {};  // the pad's lower right corner
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
struct DraftKept {
  RecordId id;
};
struct DraftNotKept {
  RecordId id;
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
struct ServicesOrdered {
  std::vector<ServiceId> by_use;  // the most rated here first
};
struct StationChanged {
  std::optional<Station> station;
};
}  // namespace event

// --- the events by who hears them; each is in one group, and a screen names those it hears (session/hear.h)

// What the world tells of the kiosk: the core hears it.
using KioskNews = std::variant<event::StationChanged, event::RoomChanged, event::PetitionsCounted,
                               event::ServicesOrdered, event::MicrophoneChanged>;
// What the disk answers, and what microphone and loudspeaker tell: the screen that asked hears it.
using DiskNews = std::variant<event::Saved, event::NotSaved, event::DraftKept, event::DraftNotKept, event::Found,
                              event::BadgeChecked>;
using SoundNews = std::variant<event::Heard, event::RecordingEnded, event::Recorded, event::NotRecorded, event::Played>;
using TimeNews = std::variant<event::Tick, event::Closing>;
// What a finger does on every screen alike: the core hears it.
using CommonEvent = std::variant<event::SwitchLanguage, event::NextTextSize, event::AlphabeticalOrder, event::TurnPage>;
using PresenceEvent = std::variant<event::StartAgain, event::Stay, event::Touched>;
// What a finger does on screens of several features.
using StepEvent = std::variant<event::Back, event::Continue, event::Send, event::ToggleConsent, event::MovePlace>;
using KeyEvent = std::variant<event::Type, event::Erase, event::Undo, event::LineBreak, event::Shift, event::UseLayout,
                              event::OpenVariants, event::CloseVariants, event::PlaceCaret, event::SelectWord>;
using DoorEvent = std::variant<event::OpenProposal, event::OpenRating, event::OpenFollow, event::OpenPetitions,
                               event::OpenCommitments, event::OpenAboutKiosk, event::OpenBadge>;
// What a finger does on the screens of one feature.
using RestEvent = std::variant<event::Begin, event::FingerprintSeen>;
using ProposalEvent = std::variant<event::ChooseTheme, event::OpenElsewhere, event::Write, event::Speak, event::Record,
                                   event::StopRecording, event::PlayBack, event::StopPlaying, event::DeleteVoice,
                                   event::GiveName, event::StayAnonymous, event::ChooseGender, event::ChooseAgeBand,
                                   event::EditPart, event::EditAbout, event::ChangeTheme>;
using RatingEvent = std::variant<event::ChooseService, event::ChooseFace, event::ToggleReason, event::WriteComment>;
using PetitionEvent =
    std::variant<event::OpenPetition, event::SignPetition, event::ChooseLink, event::AnswerElectoralList,
                 event::ChoosePlace, event::Draw, event::ClearInk, event::EditSignature, event::StartPetition,
                 event::ChoosePetitioners, event::ToggleDeclaration, event::EditStart>;
using CommitmentEvent = std::variant<event::BrowseCommitments, event::ShowCommitments, event::OpenCommitment>;
using StaffEvent = std::variant<event::AcceptHelp, event::DeclineHelp>;

// All alternatives of several variants, as one.
template <class... Variant>
struct Joined;
template <class... A>
struct Joined<std::variant<A...>> {
  using Type = std::variant<A...>;
};
template <class... A, class... B, class... More>
struct Joined<std::variant<A...>, std::variant<B...>, More...> : Joined<std::variant<A..., B...>, More...> {};

using AnyEvent =
    Joined<KioskNews, DiskNews, SoundNews, TimeNews, CommonEvent, PresenceEvent, StepEvent, KeyEvent, DoorEvent,
           RestEvent, ProposalEvent, RatingEvent, PetitionEvent, CommitmentEvent, StaffEvent>::Type;

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
