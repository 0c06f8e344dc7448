// What a citizen says, as a value. A submission is immutable once made; its id was minted when the draft opened.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/domain/ids.h"

namespace minbar {

// Given only after the data-protection notice was shown and agreed to. Either field may be empty, not both.
struct Author {
  std::string name;
  std::string contact;  // a telephone number or an e-mail address, as the citizen wrote it
  bool operator==(const Author&) const = default;
};

// What a citizen may add about whom the proposal comes from, without a name: so that a council sees whether everybody
// is heard. Bands, never a date of birth.
enum class Gender : std::uint8_t { woman, man };
inline constexpr std::array all_genders{Gender::woman, Gender::man};
enum class AgeBand : std::uint8_t { under_18, from_18, from_25, from_35, from_50, from_65 };
inline constexpr std::array all_age_bands{AgeBand::under_18, AgeBand::from_18, AgeBand::from_25,
                                          AgeBand::from_35,  AgeBand::from_50, AgeBand::from_65};
struct About {
  std::optional<Gender> gender;
  std::optional<AgeBand> age_band;
  bool operator==(const About&) const = default;
};
// As they travel and are kept: "woman"; "under_18", "18_24", "65_or_more".
[[nodiscard]] std::string_view tag_of(Gender gender);
[[nodiscard]] std::string_view tag_of(AgeBand band);
[[nodiscard]] std::optional<Gender> gender_from(std::string_view tag);
[[nodiscard]] std::optional<AgeBand> age_band_from(std::string_view tag);

// A proposal that was spoken: Ogg Opus, sealed by itself and carried in pieces beside the record that names it.
struct Voice {
  BlobId blob;
  std::int64_t sealed_bytes = 0;
  std::int64_t duration_ms = 0;
  bool operator==(const Voice&) const = default;
};

// Written, spoken, or both.
struct Proposal {
  ThemeId theme;
  std::string text;  // letter for letter as typed, UTF-8; never normalised
  std::optional<Author> author = {};
  std::optional<About> about = {};              // present when one of the two was answered
  std::optional<CommitmentId> commitment = {};  // what it was proposed on, when it was
  std::optional<Voice> voice = {};
  bool operator==(const Proposal&) const = default;
};

// The five faces, from the unhappiest to the happiest; the number is what travels.
enum class Satisfaction : std::uint8_t { very_dissatisfied = 1, dissatisfied, neutral, satisfied, very_satisfied };
inline constexpr std::array all_satisfactions{Satisfaction::very_dissatisfied, Satisfaction::dissatisfied,
                                              Satisfaction::neutral, Satisfaction::satisfied,
                                              Satisfaction::very_satisfied};

// What can be rated.
using RatingSubject = std::variant<ServiceId, CommitmentId>;

// No identity, no session, no receipt, and a time rounded to the quarter of an hour: nothing tells who rated.
struct Rating {
  RatingSubject subject;
  Satisfaction satisfaction = Satisfaction::neutral;
  std::vector<ReasonId> reasons;  // of a service only; sorted, each once: the order of taps is nobody's business
  std::string comment;            // letter for letter as typed; empty: none
  bool soon_after_another =
      false;  // begun within limits::repeat_within_ms of the last one here: perhaps a hand at play
  bool operator==(const Rating&) const = default;
};

// How a signatory belongs to the territory (organic laws: resident, or economic, commercial or professional activity).
enum class TerritoryLink : std::uint8_t { resident, activity };

// Of what a finger drew: from the start edge's corner at the top left, in limits::signature_units of the longer side.
struct InkPoint {
  std::uint16_t x = 0;
  std::uint16_t y = 0;
  bool operator==(const InkPoint&) const = default;
};
using InkStroke = std::vector<InkPoint>;

// One name on a petition's list of support. The number of the authorisation is the one the consent text named.
struct PetitionSignature {
  PetitionId petition;
  std::string given_name;  // as on the card, letter for letter
  std::string family_name;
  std::string national_id;  // normalized_national_id
  TerritoryLink link = TerritoryLink::resident;
  std::optional<bool> on_electoral_list;  // nothing: it was not asked
  PlaceCode residence;
  std::vector<InkStroke> ink;
  std::string authorisation;
  bool operator==(const PetitionSignature&) const = default;
};

// Who speaks for the petitioners with the council.
struct Representative {
  std::string name;
  std::string national_id;
  std::string contact;
  bool operator==(const Representative&) const = default;
};

// An association petitions under conditions instead of a list of support; each is what its representative declares.
struct PetitioningAssociation {
  std::string name;
  bool older_than_three_years = false;
  bool in_good_standing = false;
  bool seated_in_territory = false;
  bool activity_related = false;
  bool operator==(const PetitioningAssociation&) const = default;
};

// A petition that somebody wants to start; the council's bureau and a coordinator take it from here.
struct PetitionStart {
  PlaceCode addressee;
  std::string object;   // what is asked for, in one sentence
  std::string reasons;  // letter for letter
  Representative representative;
  std::optional<PetitioningAssociation> association;
  std::string authorisation;
  bool operator==(const PetitionStart&) const = default;
};

using Body = std::variant<Proposal, Rating, PetitionSignature, PetitionStart>;

struct Submission {
  RecordId id;
  PlaceCode place;                   // where the kiosk stood when this was made
  Language language;                 // of the interface; the text's script is its own
  std::int64_t content_version = 0;  // of the pack this was made under
  std::int64_t made_at_s = 0;        // UTC seconds as the kiosk believed, rounded down to a minute, or for a rating to
                                     // a quarter of an hour; no evidence of order
  std::optional<BadgeId> assisted_by = {};  // with whose help, as the citizen confirmed; never with a rating
  Body body;
  bool operator==(const Submission&) const = default;
};

}  // namespace minbar
