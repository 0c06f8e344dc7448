// What the law asks of a petition, as the content pack's rules/petitions.json says it: each rule with its reference,
// the date it was checked and examples of its own. Used by the kiosk's pre-check and by the collector, which both only
// tell what is missing: no screen promises a legal effect.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/places/places.h"

namespace minbar {

// Whether a signatory must stand on the electoral list of the territory: a setting of the collectivity.
enum class ElectoralList : std::uint8_t { not_asked, asked, required };

// How many signatures a petition needs, frozen when it opens.
struct Threshold {
  std::int64_t signatures = 0;
  std::int64_t share_percent =
      0;  // of `signatures`, in every prefecture and province of a region by residence; 0: none
  bool operator==(const Threshold&) const = default;

  // What each prefecture and province must bring at least; 0 where nothing is asked.
  [[nodiscard]] std::int64_t in_each_province() const { return (signatures * share_percent + 99) / 100; }
};

// Facts of an addressee that thresholds depend on.
struct Addressee {
  PlaceKind kind = PlaceKind::commune;
  std::int64_t population = 0;
  bool has_arrondissements = false;
};

struct PetitionRule {
  struct Case {
    std::optional<std::int64_t> population_below;  // exclusive
    std::optional<std::int64_t> population_up_to;  // inclusive
    bool arrondissements = false;                  // only for a commune that is divided into them
    std::int64_t signatures = 0;
    bool operator==(const Case&) const = default;
  };
  struct Example {
    Addressee addressee;
    Threshold threshold;
  };
  std::string id;
  std::vector<PlaceKind> addressees;
  std::string reference;               // the law and its articles
  std::optional<std::string> checked;  // "2026-11-25"; nothing: still to be confirmed
  std::vector<Case> cases;             // the first that applies
  std::int64_t share_percent = 0;
  int answer_months = 0;  // within which a refusal must be reasoned
  std::vector<Example> examples;
};

struct PetitionRules {
  std::vector<PetitionRule> all;

  // Null for a place that takes no petitions (an arrondissement) or that no rule names. Lives as long as this.
  [[nodiscard]] const PetitionRule* find(PlaceKind addressee) const;
  // Nothing where find gives null.
  [[nodiscard]] std::optional<Threshold> threshold_of(const Addressee& addressee) const;
};

// Refused with file and line: a rule without reference, example or last case for all, an example that its own rule does
// not give, two rules for one kind of addressee.
[[nodiscard]] Result<PetitionRules> parse_petition_rules(const ContentFile& file);

[[nodiscard]] Addressee addressee_of(const Place& place);

}  // namespace minbar
