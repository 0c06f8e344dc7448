#include "sync/domain/places/places.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "sync/base/number.h"
#include "sync/domain/places/folded_name.h"

namespace minbar {

namespace {

constexpr std::string_view collectivity_columns =
    "code,type,name_ar,name_fr,name_zgh,parent_code,population,population_year,has_arrondissements,milieu";
constexpr std::string_view arrondissement_columns = "code,type,name_ar,name_fr,parent_code,population,population_year";

std::optional<PlaceKind> kind_from(std::string_view name) {
  if (name == "region") return PlaceKind::region;
  if (name == "province") return PlaceKind::province;
  if (name == "prefecture") return PlaceKind::prefecture;
  if (name == "commune") return PlaceKind::commune;
  if (name == "arrondissement") return PlaceKind::arrondissement;
  return std::nullopt;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (true) {
    const auto end = text.find(separator);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

struct Row {
  Place place;
  const ContentFile* file;
  int line;
};

Result<void> read_rows(const ContentFile& file, std::string_view columns, std::vector<Row>& rows) {
  const auto names = split(columns, ',');
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  const auto parent = column("parent_code");
  const auto population = column("population");
  const auto divided = column("has_arrondissements");  // past the end for arrondissements themselves
  const auto lines = split(file.text, '\n');
  if (lines.front() != columns) return content_fault(file, 1, fmt::format("the columns must be {}", columns));
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const int line = static_cast<int>(i) + 1;
    if (lines[i].empty() && i + 1 == lines.size()) break;  // after the last line's end
    const auto cells = split(lines[i], ',');
    if (cells.size() != names.size())
      return content_fault(file, line, fmt::format("{} cells; {} are wanted", cells.size(), names.size()));
    if (lines[i].find_first_of("\"\r") != std::string_view::npos)
      return content_fault(file, line, "quotes and carriage returns are not used in this file");
    const auto kind = kind_from(cells[1]);
    if (!kind) return content_fault(file, line, fmt::format("\"{}\" is not a kind of place", cells[1]));
    if (cells[0].empty() || cells[2].empty() || cells[3].empty())
      return content_fault(file, line, "code, name_ar and name_fr must be given");
    const auto people = whole_number(cells[population].empty() ? "0" : cells[population]);
    if (!people) return content_fault(file, line, "population is a whole number, or empty where it is not known");
    rows.push_back({{.code = {std::string(cells[0])},
                     .kind = *kind,
                     .name_ar = std::string(cells[2]),
                     .name_fr = std::string(cells[3]),
                     .parent = {std::string(cells[parent])},
                     .population = *people,
                     .has_arrondissements = divided < cells.size() && cells[divided] == "1",
                     .folded_ar = folded_name(cells[2]),
                     .folded_fr = folded_name(cells[3])},
                    &file,
                    line});
  }
  return {};
}

const Place* find_in(std::span<const Place> places, const PlaceCode& code) {
  const auto found = std::lower_bound(places.begin(), places.end(), code,
                                      [](const Place& p, const PlaceCode& c) { return p.code < c; });
  return found != places.end() && found->code == code ? &*found : nullptr;
}

// Each kind lies in the next larger one, so that no place can lie in itself: who walks to the root comes to an end.
bool may_lie_in(PlaceKind inner, PlaceKind outer) {
  switch (inner) {
    case PlaceKind::region:
      break;
    case PlaceKind::province:
    case PlaceKind::prefecture:
      return outer == PlaceKind::region;
    case PlaceKind::commune:
      return outer == PlaceKind::province || outer == PlaceKind::prefecture;
    case PlaceKind::arrondissement:
      return outer == PlaceKind::commune;
  }
  return false;
}

std::string_view key_of(const Place& place, const Place* parent) {
  switch (place.kind) {
    case PlaceKind::region:
      return "place.region";
    case PlaceKind::province:
      return "place.province";
    case PlaceKind::prefecture:
      return "place.prefecture";
    case PlaceKind::arrondissement:
      return "place.in_city";
    case PlaceKind::commune:
      break;
  }
  return parent != nullptr && parent->kind == PlaceKind::prefecture ? "place.in_prefecture" : "place.in_province";
}

std::string_view name_in(Language language, const Place& place) {
  return language == Language::ar ? place.name_ar : place.name_fr;
}

}  // namespace

Result<Places> Places::parse(const ContentFile& collectivities, const ContentFile& arrondissements) {
  std::vector<Row> rows;
  rows.reserve(1700);
  TRY(read_rows(collectivities, collectivity_columns, rows));
  TRY(read_rows(arrondissements, arrondissement_columns, rows));
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.place.code < b.place.code; });
  Places out;
  out.places_.reserve(rows.size());
  for (const auto& row : rows) {
    if (!out.places_.empty() && out.places_.back().code == row.place.code)
      return content_fault(*row.file, row.line, fmt::format("the code {} stands twice", row.place.code.value));
    out.places_.push_back(row.place);
  }
  for (const auto& row : rows) {
    const bool wants_parent = row.place.kind != PlaceKind::region;
    const auto* parent = find_in(out.places_, row.place.parent);
    if (wants_parent != (parent != nullptr))
      return content_fault(*row.file, row.line,
                           fmt::format("there is no place {} to be its parent", row.place.parent.value));
    if (parent != nullptr && !may_lie_in(row.place.kind, parent->kind))
      return content_fault(*row.file, row.line,
                           fmt::format("it cannot lie in {}: a province or prefecture lies in a region, a commune in a "
                                       "province or prefecture, an arrondissement in a commune",
                                       parent->code.value));
  }
  return out;
}

const Place* Places::find(const PlaceCode& code) const { return find_in(places_, code); }

std::vector<PlaceCode> Places::lineage(const PlaceCode& code) const {
  std::vector<PlaceCode> chain{code};
  for (const auto* place = find(code); place != nullptr; place = find(place->parent))
    if (place->kind != PlaceKind::region) chain.push_back(place->parent);
  return chain;
}

bool Places::lies_in(const PlaceCode& inner, const PlaceCode& outer) const {
  if (inner == outer) return true;
  for (const auto* place = find(inner); place != nullptr; place = find(place->parent))
    if (place->code == outer) return true;
  return false;
}

const Place* Places::province_of(const PlaceCode& code) const {
  for (const auto* place = find(code); place != nullptr; place = find(place->parent))
    if (place->kind == PlaceKind::province || place->kind == PlaceKind::prefecture) return place;
  return nullptr;
}

Wording place_label(const Places& places, const Catalogue& words, Language language, const PlaceCode& code) {
  const auto* place = places.find(code);
  if (place == nullptr) return words.say(language, "place.unknown", std::array{Argument{"code", code.value}});
  const auto* parent = places.find(place->parent);
  const auto key = key_of(*place, parent);
  const auto shown = words.shown_in(language, key);  // the names must be in the language of the frame around them
  const Argument name{"name", name_in(shown, *place)};
  if (parent == nullptr || place->kind == PlaceKind::province || place->kind == PlaceKind::prefecture)
    return words.say(language, key, std::array{name});
  return words.say(language, key, std::array{name, Argument{"parent", name_in(shown, *parent)}});
}

}  // namespace minbar
