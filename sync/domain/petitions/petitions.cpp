#include "sync/domain/petitions/petitions.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sync/base/limits.h"

namespace minbar {

namespace {

std::optional<PetitionState> state_from(std::string_view name) {
  if (name == "draft") return PetitionState::draft;
  if (name == "open") return PetitionState::open;
  if (name == "closing") return PetitionState::closing;
  if (name == "closed") return PetitionState::closed;
  return std::nullopt;
}

std::optional<ElectoralList> electoral_list_from(std::string_view name) {
  if (name == "not_asked") return ElectoralList::not_asked;
  if (name == "asked") return ElectoralList::asked;
  if (name == "required") return ElectoralList::required;
  return std::nullopt;
}

// A place that petitions can be addressed to.
Result<const Place*> collectivity(const JsonReader& reader, const LocatedJson& owner, const Places& places) {
  const auto* value = TRY(reader.member(owner, "place"));
  const auto code = TRY(reader.text(*value));
  const auto* place = places.find({code});
  if (place == nullptr) return reader.fault(*value, fmt::format("there is no place {}", code));
  if (place->kind == PlaceKind::arrondissement)
    return reader.fault(*value, fmt::format("{} is an arrondissement; name its city {}", code, place->parent.value));
  return place;
}

class SettingsReader {
 public:
  SettingsReader(const ContentFile& file, const Places& places) : reader_(file), places_(places) {}

  Result<std::vector<PetitionSettings>> read(const LocatedJson& root) {
    TRY(reader_.only_members(root, {"meta", "petitions"}));
    for (const auto& value : *TRY(reader_.array_member(root, "petitions"))) {
      auto one = TRY(read_one(value));
      if (!set_before_.insert(one.place).second)
        return reader_.fault(value, fmt::format("{} has settings twice", one.place.value));
      out_.push_back(std::move(one));
    }
    return std::move(out_);
  }

 private:
  Result<PetitionSettings> read_one(const LocatedJson& value) const {
    TRY(reader_.only_members(value, {"place", "authorisation", "electoral_list", "signatures", "note"}));
    PetitionSettings out;
    out.place = TRY(collectivity(reader_, value, places_))->code;
    const auto* number = TRY(reader_.member(value, "authorisation"));
    out.authorisation = TRY(reader_.text(*number));
    if (out.authorisation.size() > limits::authorisation_bytes)
      return reader_.fault(*number,
                           fmt::format("an authorisation's number has at most {} bytes", limits::authorisation_bytes));
    if (const auto* list = TRY(reader_.optional_member(value, "electoral_list")); list != nullptr) {
      const auto rule = electoral_list_from(TRY(reader_.text(*list)));
      if (!rule) return reader_.fault(*list, "electoral_list is not_asked, asked or required");
      out.electoral_list = *rule;
    }
    if (const auto* own = TRY(reader_.optional_member(value, "signatures")); own != nullptr) {
      out.signatures = TRY(reader_.whole_number(*own, 1, limits::petition_signatures));
      out.note = TRY(reader_.text_member(value, "note"));  // why the rule's number does not hold here
    }
    return out;
  }

  JsonReader reader_;
  const Places& places_;
  std::set<PlaceCode> set_before_;
  std::vector<PetitionSettings> out_;
};

class PetitionsReader {
 public:
  PetitionsReader(const ContentFile& file, const Places& places, const Petitions& known)
      : reader_(file), places_(places), known_(known) {}

  Result<std::vector<Petition>> read(const LocatedJson& root) {
    TRY(reader_.only_members(root, {"meta", "petitions"}));
    for (const auto& value : *TRY(reader_.array_member(root, "petitions"))) {
      auto one = TRY(read_one(value));
      if (!ids_.insert(one.id).second) return reader_.fault(value, fmt::format("\"{}\" stands twice", one.id.value));
      out_.push_back(std::move(one));
    }
    return std::move(out_);
  }

 private:
  Result<Petition> read_one(const LocatedJson& value) const {
    TRY(reader_.only_members(
        value, {"id", "place", "state", "title", "text", "representative", "opened", "closes", "threshold", "sample"}));
    Petition out;
    const auto* id = TRY(reader_.member(value, "id"));
    out.id.value = TRY(reader_.text(*id));
    if (out.id.value.size() > limits::pack_id_bytes)
      return reader_.fault(*id, fmt::format("an id has at most {} bytes", limits::pack_id_bytes));
    out.addressee = TRY(collectivity(reader_, value, places_))->code;
    const auto* state = TRY(reader_.member(value, "state"));
    const auto known = state_from(TRY(reader_.text(*state)));
    if (!known) return reader_.fault(*state, "a petition is draft, open, closing or closed");
    out.state = *known;
    out.title = TRY(parse_local_text(reader_, *TRY(reader_.member(value, "title"))));
    out.text = TRY(parse_local_text(reader_, *TRY(reader_.member(value, "text"))));
    out.representative = TRY(reader_.text_member(value, "representative"));
    if (const auto* sample = TRY(reader_.optional_member(value, "sample")); sample != nullptr)
      out.sample = TRY(reader_.boolean(*sample));
    if (out.state == PetitionState::draft) return out;
    out.opened = TRY(date_member(reader_, value, "opened"));
    out.closes = TRY(date_member(reader_, value, "closes"));
    if (out.closes < out.opened) return reader_.fault(value, "a petition closes on the day it opened or later");
    out.threshold = TRY(parse_threshold(reader_, *TRY(reader_.member(value, "threshold"))));
    if (known_.settings_of(out.addressee) == nullptr)
      return reader_.fault(
          value, fmt::format("{} has no authorisation in settings.json: without it no petition opens (law 09-08)",
                             out.addressee.value));
    return out;
  }

  JsonReader reader_;
  const Places& places_;
  const Petitions& known_;
  std::set<PetitionId> ids_;
  std::vector<Petition> out_;
};

}  // namespace

Result<Threshold> parse_threshold(const JsonReader& reader, const LocatedJson& value) {
  TRY(reader.only_members(value, {"signatures", "share_percent_in_each_province"}));
  Threshold out;
  out.signatures = TRY(reader.whole_number(*TRY(reader.member(value, "signatures")), 1, limits::petition_signatures));
  if (const auto* share = TRY(reader.optional_member(value, "share_percent_in_each_province")); share != nullptr)
    out.share_percent = TRY(reader.whole_number(*share, 0, 100));
  return out;
}

const Petition* Petitions::find(const PetitionId& id) const {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Petition& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

const PetitionSettings* Petitions::settings_of(const PlaceCode& place) const {
  const auto found =
      std::find_if(settings.begin(), settings.end(), [&](const auto& one) { return one.place == place; });
  return found == settings.end() ? nullptr : &*found;
}

std::optional<Threshold> Petitions::threshold_for(const Place& place) const {
  auto out = rules.threshold_of(addressee_of(place));
  const auto* own = settings_of(place.code);
  if (out && own != nullptr && own->signatures) out->signatures = *own->signatures;
  return out;
}

std::vector<const Petition*> Petitions::shown_at(const PlaceCode& place, const Places& places) const {
  std::vector<const Petition*> out;
  for (const auto& one : all)
    if (one.state != PetitionState::draft && places.lies_in(place, one.addressee)) out.push_back(&one);
  std::stable_sort(out.begin(), out.end(), [](const Petition* a, const Petition* b) {
    return a->state != b->state ? a->state < b->state : a->closes < b->closes;
  });
  return out;
}

std::vector<const PetitionSettings*> Petitions::addressees_at(const PlaceCode& place, const Places& places) const {
  std::vector<const PetitionSettings*> out;
  for (const auto* at = places.find(place); at != nullptr; at = places.find(at->parent))
    if (const auto* set = settings_of(at->code); set != nullptr) out.push_back(set);
  return out;
}

Result<Petitions> parse_petitions(const ContentFile& rules, const ContentFile* settings, const ContentFile* petitions,
                                  const Places& places) {
  Petitions out;
  out.rules = TRY(parse_petition_rules(rules));
  if (settings != nullptr) {
    const auto root = TRY(parse_located_json(*settings));
    out.settings = TRY(SettingsReader(*settings, places).read(root));
  }
  if (petitions != nullptr) {
    const auto root = TRY(parse_located_json(*petitions));
    out.all = TRY(PetitionsReader(*petitions, places, out).read(root));
  }
  return out;
}

}  // namespace minbar
