#include "sync/domain/petitions/petition_rules.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/domain/files/located_json.h"
#include "sync/domain/time/calendar_date.h"

namespace minbar {

namespace {

constexpr std::int64_t most_people = 1'000'000'000;

std::optional<PlaceKind> addressee_from(std::string_view name) {
  if (name == "commune") return PlaceKind::commune;
  if (name == "prefecture") return PlaceKind::prefecture;
  if (name == "province") return PlaceKind::province;
  if (name == "region") return PlaceKind::region;
  return std::nullopt;
}

bool applies(const PetitionRule::Case& one, const Addressee& addressee) {
  if (one.arrondissements && !addressee.has_arrondissements) return false;
  if (one.population_below && addressee.population >= *one.population_below) return false;
  return !one.population_up_to || addressee.population <= *one.population_up_to;
}

bool is_for_all(const PetitionRule::Case& one) {
  return !one.arrondissements && !one.population_below && !one.population_up_to;
}

class RulesReader {
 public:
  explicit RulesReader(const ContentFile& file) : reader_(file) {}

  Result<PetitionRules> read(const LocatedJson& root) {
    TRY(reader_.only_members(root, {"meta", "rules"}));
    for (const auto& value : *TRY(reader_.array_member(root, "rules"))) {
      auto rule = TRY(read_rule(value));
      out_.all.push_back(std::move(rule));
      TRY(check_examples(value));
    }
    return std::move(out_);
  }

 private:
  Result<std::optional<std::int64_t>> maybe_number(const LocatedJson& owner, std::string_view key,
                                                   std::int64_t most) const {
    const auto* found = TRY(reader_.optional_member(owner, key));
    if (found == nullptr) return std::nullopt;
    return TRY(reader_.whole_number(*found, 0, most));
  }

  Result<bool> flag(const LocatedJson& owner, std::string_view key) const {
    const auto* found = TRY(reader_.optional_member(owner, key));
    return found != nullptr && TRY(reader_.boolean(*found));
  }

  Result<std::int64_t> signatures(const LocatedJson& owner) const {
    return reader_.whole_number(*TRY(reader_.member(owner, "signatures")), 1, limits::petition_signatures);
  }

  Result<std::vector<PlaceKind>> read_addressees(const LocatedJson& value) const {
    std::vector<PlaceKind> out;
    for (const auto& name : *TRY(reader_.array_member(value, "addressees"))) {
      const auto kind = addressee_from(TRY(reader_.text(name)));
      if (!kind) return reader_.fault(name, "an addressee is a commune, a prefecture, a province or a region");
      if (out_.find(*kind) != nullptr) return reader_.fault(name, "another rule is for this kind of addressee");
      out.push_back(*kind);
    }
    if (out.empty()) return reader_.fault(value, "a rule is for at least one kind of addressee");
    return out;
  }

  Result<PetitionRule::Case> read_case(const LocatedJson& value) const {
    TRY(reader_.only_members(value, {"arrondissements", "population_below", "population_up_to", "signatures"}));
    PetitionRule::Case out;
    out.arrondissements = TRY(flag(value, "arrondissements"));
    out.population_below = TRY(maybe_number(value, "population_below", most_people));
    out.population_up_to = TRY(maybe_number(value, "population_up_to", most_people));
    out.signatures = TRY(signatures(value));
    return out;
  }

  Result<PetitionRule> read_rule(const LocatedJson& value) const {
    TRY(reader_.only_members(value, {"id", "addressees", "reference", "checked", "cases",
                                     "share_percent_in_each_province", "answer_months", "examples"}));
    PetitionRule out;
    out.id = TRY(reader_.text_member(value, "id"));
    out.addressees = TRY(read_addressees(value));
    out.reference = TRY(reader_.text_member(value, "reference"));
    const auto* checked = TRY(reader_.member(value, "checked"));
    if (!std::holds_alternative<std::monostate>(checked->value)) {
      out.checked = TRY(reader_.text(*checked));
      if (!parse_date(*out.checked)) return reader_.fault(*checked, "a date is written 2026-11-25; null: not checked");
    }
    const auto* cases = TRY(reader_.member(value, "cases"));
    for (const auto& one : *TRY(reader_.array(*cases))) out.cases.push_back(TRY(read_case(one)));
    if (out.cases.empty() || !is_for_all(out.cases.back()))
      return reader_.fault(*cases, "the last case is for all others and has nothing but its signatures");
    out.share_percent = TRY(maybe_number(value, "share_percent_in_each_province", 100)).value_or(0);
    out.answer_months =
        static_cast<int>(TRY(reader_.whole_number(*TRY(reader_.member(value, "answer_months")), 1, 24)));
    return out;
  }

  // A rule that does not give its own examples is not the rule that was meant.
  Result<void> check_examples(const LocatedJson& value) {
    auto& rule = out_.all.back();
    const auto* examples = TRY(reader_.member(value, "examples"));
    for (const auto& one : *TRY(reader_.array(*examples))) {
      TRY(reader_.only_members(one, {"population", "arrondissements", "signatures", "in_each_province"}));
      PetitionRule::Example example;
      example.addressee.kind = rule.addressees.front();
      example.addressee.population = TRY(maybe_number(one, "population", most_people)).value_or(0);
      example.addressee.has_arrondissements = TRY(flag(one, "arrondissements"));
      example.threshold = {.signatures = TRY(signatures(one)), .share_percent = rule.share_percent};
      const auto each = TRY(maybe_number(one, "in_each_province", limits::petition_signatures)).value_or(0);
      const auto given = out_.threshold_of(example.addressee);
      if (given != example.threshold || given->in_each_province() != each)
        return reader_.fault(one, fmt::format("the rule \"{}\" gives {} signatures here, {} in each province", rule.id,
                                              given->signatures, given->in_each_province()));
      rule.examples.push_back(example);
    }
    if (rule.examples.empty()) return reader_.fault(*examples, "a rule carries at least one example");
    return {};
  }

  JsonReader reader_;
  PetitionRules out_;
};

}  // namespace

const PetitionRule* PetitionRules::find(PlaceKind addressee) const {
  const auto found = std::find_if(all.begin(), all.end(), [&](const PetitionRule& rule) {
    return std::find(rule.addressees.begin(), rule.addressees.end(), addressee) != rule.addressees.end();
  });
  return found == all.end() ? nullptr : &*found;
}

std::optional<Threshold> PetitionRules::threshold_of(const Addressee& addressee) const {
  const auto* rule = find(addressee.kind);
  if (rule == nullptr) return std::nullopt;
  for (const auto& one : rule->cases)
    if (applies(one, addressee)) return Threshold{.signatures = one.signatures, .share_percent = rule->share_percent};
  return std::nullopt;
}

Addressee addressee_of(const Place& place) {
  return {.kind = place.kind, .population = place.population, .has_arrondissements = place.has_arrondissements};
}

Result<PetitionRules> parse_petition_rules(const ContentFile& file) {
  const auto root = TRY(parse_located_json(file));
  return RulesReader(file).read(root);
}

}  // namespace minbar
