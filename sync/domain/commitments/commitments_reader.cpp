#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/domain/commitments/commitments.h"
#include "sync/domain/commitments/published.h"

namespace minbar {

namespace {

constexpr double most_counted = 1e9;

class CommitmentsReader {
 public:
  CommitmentsReader(const ContentFile& file, const Places& places, std::span<const Theme> themes)
      : published_(file, places, themes), places_(places) {}

  Result<Commitments> read(const LocatedJson& root) {
    TRY(json().only_members(root, {"meta", "plans", "commitments", "openness_programmes"}));
    for (const auto& value : *TRY(json().array_member(root, "commitments"))) out_.all.push_back(TRY(commitment(value)));
    return std::move(out_);
  }

 private:
  [[nodiscard]] const JsonReader& json() const { return published_.json; }

  Result<Commitment> commitment(const LocatedJson& value) {
    TRY(json().only_members(
        value, {"id",           "kind",       "member",     "co_members",      "ogp_code", "plan_id",
                "title",        "summary",    "themes",     "ogp_values_seen", "start",    "end",
                "lead",         "milestones", "indicators", "events",          "partners", "completion",
                "irm",          "potential",  "source",     "notes",           "sample",   "progress_percent_seen",
                "summary_basis"}));
    Commitment out;
    out.id.value = TRY(published_.id(value, ids_));
    out.sample = TRY(published_.flag(value, "sample"));
    out.member = TRY(member(*TRY(json().member(value, "member"))));
    if (const auto* others = TRY(published_.known(value, "co_members")))
      for (const auto& other : *TRY(json().array(*others))) out.co_members.push_back(TRY(member(other)));
    TRY(take_themes(value, out));
    TRY(take_texts(value, out));
    out.start = TRY(published_.date(value, "start"));
    out.end = TRY(published_.date(value, "end"));
    out.completion = TRY(one_of(value, "completion", all_completions));
    out.potential = TRY(one_of(value, "potential", all_potentials));
    if (const auto* list = TRY(published_.known(value, "milestones"))) out.milestones = TRY(milestones(*list));
    if (const auto* list = TRY(published_.known(value, "indicators"))) out.indicators = TRY(indicators(*list));
    out.source_url = TRY(published_.source_url(value, out.sample));
    return out;
  }

  Result<PlaceCode> member(const LocatedJson& value) const {
    const auto* code = TRY(json().member(value, "code"));
    auto found = TRY(published_.place(*code));
    const auto name = TRY(json().text_member(value, "name_ar"));
    if (const auto& real = places_.find(found)->name_ar; real != name)
      return json().fault(*code, fmt::format("{} is {}, not {}", found.value, real, name));
    return found;
  }

  Result<void> take_themes(const LocatedJson& value, Commitment& out) const {
    const auto* themes = TRY(json().member(value, "themes"));
    for (const auto& theme : *TRY(json().array(*themes))) out.themes.push_back(TRY(published_.theme(theme)));
    if (out.themes.empty()) return json().fault(*themes, "a commitment has at least one theme");
    return {};
  }

  Result<void> take_texts(const LocatedJson& value, Commitment& out) const {
    out.title = TRY(parse_sourced_text(json(), *TRY(json().member(value, "title"))));
    out.summary = TRY(parse_sourced_text(json(), *TRY(json().member(value, "summary"))));
    // names are given as published, in the language of the page
    auto latin = Language::fr;
    if (const auto* source = TRY(published_.known(value, "source")))
      if (const auto* stated = TRY(published_.known(*source, "language")))
        latin = language_from(TRY(json().text(*stated))).value_or(Language::fr);
    if (latin != Language::en) latin = Language::fr;
    if (const auto* lead = TRY(published_.known(value, "lead")))
      out.lead = TRY(parse_sourced_text(json(), *lead, latin));
    const auto* partners = TRY(published_.known(value, "partners"));
    if (partners == nullptr) return {};
    auto& list = out.partners.emplace();
    for (const auto& partner : *TRY(json().array(*partners)))
      list.push_back(TRY(parse_sourced_text(json(), partner, latin)));
    return {};
  }

  template <class Scale>
  auto one_of(const LocatedJson& owner, std::string_view key, const Scale& scale) const
      -> Result<std::optional<typename Scale::value_type>> {
    const auto* value = TRY(published_.known(owner, key));
    if (value == nullptr) return std::nullopt;
    const auto name = TRY(json().text(*value));
    std::string names;
    for (const auto step : scale) {
      if (name_of(step) == name) return step;
      names += fmt::format("{}{}", names.empty() ? "" : ", ", name_of(step));
    }
    return json().fault(*value, fmt::format("{} is null or one of {}", key, names));
  }

  Result<std::vector<Milestone>> milestones(const LocatedJson& list) const {
    static constexpr std::array states{MilestoneState::not_started, MilestoneState::under_way, MilestoneState::done};
    std::vector<Milestone> out;
    for (const auto& value : *TRY(json().array(list))) {
      TRY(json().only_members(value, {"title", "due", "state"}));
      Milestone milestone;
      milestone.title = TRY(parse_sourced_text(json(), *TRY(json().member(value, "title"))));
      milestone.due = TRY(published_.date(value, "due"));
      milestone.state = TRY(one_of(value, "state", states));
      out.push_back(std::move(milestone));
    }
    return bounded(list, std::move(out));
  }

  Result<std::vector<Indicator>> indicators(const LocatedJson& list) const {
    std::vector<Indicator> out;
    for (const auto& value : *TRY(json().array(list))) {
      TRY(json().only_members(value, {"name", "unit", "baseline", "target", "latest"}));
      Indicator indicator;
      indicator.name = TRY(parse_sourced_text(json(), *TRY(json().member(value, "name"))));
      const auto* unit = TRY(json().member(value, "unit"));
      if (const auto* text = std::get_if<std::string>(&unit->value); text == nullptr || *text != "percent")
        indicator.unit = TRY(parse_sourced_text(json(), *unit));
      indicator.baseline = TRY(measured(value, "baseline"));
      indicator.target = TRY(measured(value, "target"));
      indicator.latest = TRY(measured(value, "latest"));
      out.push_back(std::move(indicator));
    }
    return bounded(list, std::move(out));
  }

  Result<std::optional<Measured>> measured(const LocatedJson& owner, std::string_view key) const {
    const auto* value = TRY(published_.known(owner, key));
    if (value == nullptr) return std::nullopt;
    TRY(json().only_members(*value, {"value", "date"}));
    const auto* number = TRY(json().member(*value, "value"));
    const auto* counted = std::get_if<double>(&number->value);
    if (counted == nullptr || *counted < 0 || *counted > most_counted || *counted != std::floor(*counted))
      return json().fault(*number, "a value is a whole number from 0 to 1000000000: choose a unit that it fits");
    Measured out;
    out.value = static_cast<std::int64_t>(*counted);
    out.date = TRY(published_.date(*value, "date"));
    return out;
  }

  template <class Item>
  Result<std::vector<Item>> bounded(const LocatedJson& list, std::vector<Item> items) const {
    if (items.size() <= limits::commitment_parts) return items;
    return json().fault(list, fmt::format("at most {} are shown of one commitment", limits::commitment_parts));
  }

  PublishedReader published_;
  const Places& places_;
  std::set<std::string> ids_;
  Commitments out_;
};

}  // namespace

Result<Commitments> parse_commitments(const ContentFile& file, const Places& places, std::span<const Theme> themes) {
  const auto root = TRY(parse_located_json(file));
  return CommitmentsReader(file, places, themes).read(root);
}

}  // namespace minbar
