// The open-government commitments that the content pack exhibits, as the Open Government Partnership describes them:
// who promised what, until when, how far it is and what it can change. What is not known stays unknown here and on
// every screen: null in the file is never "none". Used by the kiosk's exhibition and by whoever names a commitment
// again; ids are permanent.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/places/places.h"
#include "sync/domain/subjects/themes.h"
#include "sync/domain/time/partial_date.h"
#include "sync/domain/words/sourced_text.h"

namespace minbar {

// The OGP's own scale of how far a commitment came.
enum class Completion : std::uint8_t { no_evidence, not_started, limited, substantial, complete };
inline constexpr std::array all_completions{Completion::no_evidence, Completion::not_started, Completion::limited,
                                            Completion::substantial, Completion::complete};

// The OGP's own scale of how much a commitment can change.
enum class Potential : std::uint8_t { unclear, modest, substantial };
inline constexpr std::array all_potentials{Potential::unclear, Potential::modest, Potential::substantial};

enum class MilestoneState : std::uint8_t { not_started, under_way, done };

// As the content writes them: "no_evidence", "under_way".
[[nodiscard]] std::string_view name_of(Completion completion);
[[nodiscard]] std::string_view name_of(Potential potential);
[[nodiscard]] std::string_view name_of(MilestoneState state);

struct Milestone {
  SourcedText title;
  std::optional<PartialDate> due;
  std::optional<MilestoneState> state;
  bool operator==(const Milestone&) const = default;
};

struct Measured {
  std::int64_t value = 0;
  std::optional<PartialDate> date;
  bool operator==(const Measured&) const = default;
};

// What is counted to see whether the promise is kept. Whole numbers from 0 to 1,000,000,000.
struct Indicator {
  SourcedText name;
  std::optional<SourcedText> unit;  // none: percent
  std::optional<Measured> baseline;
  std::optional<Measured> target;
  std::optional<Measured> latest;
  bool operator==(const Indicator&) const = default;
};

struct Commitment {
  CommitmentId id;
  PlaceCode member;  // who promised
  std::vector<PlaceCode> co_members;
  std::vector<ThemeId> themes;  // at least one; the first is what it is mostly about
  SourcedText title;
  SourcedText summary;
  std::optional<PartialDate> start;
  std::optional<PartialDate> end;
  std::optional<SourcedText> lead;
  std::optional<std::vector<SourcedText>> partners;  // empty: known to be none
  std::optional<Completion> completion;
  std::optional<Potential> potential;
  std::optional<std::vector<Milestone>> milestones;  // in the order of the file
  std::optional<std::vector<Indicator>> indicators;
  std::string source_url;  // empty only for a sample
  bool sample = false;     // invented to show every part: whoever shows it says so
  bool operator==(const Commitment&) const = default;

  [[nodiscard]] bool is_of(const PlaceCode& place) const;  // promised by it, alone or with others
  [[nodiscard]] bool is_about(const ThemeId& theme) const;
  // Published by the Open Government Partnership, whose terms ask to be named.
  [[nodiscard]] bool is_from_ogp() const;
};

// One way to look at them all: of a member, about a theme, or by how far they came (none: not published).
using CommitmentFilter = std::variant<PlaceCode, ThemeId, std::optional<Completion>>;

struct Commitments {
  std::vector<Commitment> all;
  bool operator==(const Commitments&) const = default;

  [[nodiscard]] const Commitment* find(const CommitmentId& id) const;  // null: none; lives as long as this
  [[nodiscard]] std::vector<const Commitment*> matching(const CommitmentFilter& filter) const;
};

// "opengovpartnership.org": whose page an address is, without "www."; empty when it is no http address.
[[nodiscard]] std::string_view host_of(std::string_view url);

// Refused with file and line: an id given twice, a member or theme that the pack has not, a word that is none of a
// scale's, a number out of bounds, a source that is no web address, a commitment without a source that is no sample.
[[nodiscard]] Result<Commitments> parse_commitments(const ContentFile& file, const Places& places,
                                                    std::span<const Theme> themes);

}  // namespace minbar
