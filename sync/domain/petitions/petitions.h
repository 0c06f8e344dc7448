// The petitions that a content pack carries, and what a collectivity has set for its own: both optional files of the
// pack, petitions.json and settings.json. Without the number of a collectivity's authorisation to process national ids
// (law 09-08) the whole module is off there: nothing is shown and nothing is asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/files/located_json.h"
#include "sync/domain/ids.h"
#include "sync/domain/petitions/petition_rules.h"
#include "sync/domain/places/places.h"
#include "sync/domain/time/calendar_date.h"
#include "sync/domain/words/local_text.h"

namespace minbar {

// draft: only in the pack. open: can be read and signed. closing: no new signature is taken, late ones still arrive.
// closed: counted, can be read.
enum class PetitionState : std::uint8_t { draft, open, closing, closed };

struct Petition {
  PetitionId id;
  PlaceCode addressee;  // the collectivity it is addressed to
  PetitionState state = PetitionState::draft;
  LocalText title;
  LocalText text;
  std::string representative;  // as the petition names its representative; public
  CalendarDate opened;
  CalendarDate closes;  // the last day on which it is signed
  Threshold threshold;  // frozen when it opened; no later rule or census changes it
  bool sample = false;  // made up, to show the screens; marked wherever it is shown
  bool operator==(const Petition&) const = default;
};

// What one collectivity has set for its petitions.
struct PetitionSettings {
  PlaceCode place;
  std::string authorisation;  // of the national commission (CNDP), as the consent text names it
  ElectoralList electoral_list = ElectoralList::asked;
  std::optional<std::int64_t> signatures;  // instead of the rule's; with the note that says why
  std::string note;
  bool operator==(const PetitionSettings&) const = default;
};

struct Petitions {
  PetitionRules rules;
  std::vector<PetitionSettings> settings;
  std::vector<Petition> all;

  // Null: none; both live as long as this.
  [[nodiscard]] const Petition* find(const PetitionId& id) const;
  [[nodiscard]] const PetitionSettings* settings_of(const PlaceCode& place) const;

  // What a petition to `place` would need if it opened now: the rule's number or the collectivity's own. Nothing where
  // no petition can be addressed.
  [[nodiscard]] std::optional<Threshold> threshold_for(const Place& place) const;
  // Petitions that can be read at a kiosk that stands at `place`: addressed to it or to what it lies in, no drafts, and
  // only of collectivities with an authorisation. Open ones first, then those that close sooner.
  [[nodiscard]] std::vector<const Petition*> shown_at(const PlaceCode& place, const Places& places) const;
  // Collectivities that a petition started at `place` may be addressed to, the nearest first.
  [[nodiscard]] std::vector<const PetitionSettings*> addressees_at(const PlaceCode& place, const Places& places) const;
};

// `petitions` and `settings` may be null: the pack has no such file. Refused with file and line: an unknown place or
// state, an id given twice, dates that do not follow each other, a petition beyond its draft without threshold or to a
// collectivity without an authorisation, a threshold of the collectivity's own without its note.
[[nodiscard]] Result<Petitions> parse_petitions(const ContentFile& rules, const ContentFile* settings,
                                                const ContentFile* petitions, const Places& places);

// The "threshold" of a petition.
[[nodiscard]] Result<Threshold> parse_threshold(const JsonReader& reader, const LocatedJson& value);

}  // namespace minbar
