#include "sync/domain/places/place_search.h"

#include <algorithm>
#include <optional>

#include "sync/domain/places/folded_name.h"

namespace minbar {

namespace {

constexpr std::string_view article = "\u0627\u0644";  // alone it begins every second name and none when folded

// How well a folded name meets what was typed; smaller is better.
std::optional<int> rank_of(std::string_view name, std::string_view typed) {
  if (name == typed) return 0;
  const auto at = name.find(typed);
  if (at == std::string_view::npos) return std::nullopt;
  if (at == 0) return 1;
  for (auto word = at; word != std::string_view::npos; word = name.find(typed, word + 1))
    if (name[word - 1] == ' ') return 2;
  return 3;
}

struct Find {
  int rank;
  const Place* place;
};

}  // namespace

std::vector<const Place*> search_places(const Places& places, std::string_view text, std::size_t most) {
  const auto typed = folded_name(text);
  std::vector<Find> found;
  if (typed.empty() || typed == article) return {};
  for (const auto& place : places.all()) {
    const auto arabic = rank_of(place.folded_ar, typed);
    const auto french = rank_of(place.folded_fr, typed);
    if (arabic || french) found.push_back({std::min(arabic.value_or(9), french.value_or(9)), &place});
  }
  std::stable_sort(found.begin(), found.end(), [](const Find& a, const Find& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.place->population > b.place->population;
  });
  std::vector<const Place*> out;
  for (const auto& find : found) {
    if (out.size() == most) break;
    out.push_back(find.place);
  }
  return out;
}

}  // namespace minbar
