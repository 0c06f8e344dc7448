#include "kiosk/features/rest/attract_cards.h"

#include <algorithm>

#include "sync/base/limits.h"

namespace minbar::kiosk::rest {

namespace {

constexpr std::size_t cards_between = 3;  // so that who comes by soon learns what this thing is for
constexpr std::size_t in_a_round = cards_between + 1;

std::size_t slides_for(std::size_t cards) {
  return cards + std::max<std::size_t>(1, (cards + cards_between - 1) / cards_between);
}

}  // namespace

std::vector<AttractCard> attract_cards(const Content& content, const std::optional<Station>& station) {
  const auto around = station ? content.places.lineage(station->place) : std::vector<PlaceCode>{};
  const auto is_around = [&](const PlaceCode& place) {
    return std::find(around.begin(), around.end(), place) != around.end();
  };
  std::vector<AttractCard> cards;
  for (const auto& outcome : content.outcomes)
    if (!outcome.place || is_around(*outcome.place)) cards.emplace_back(&outcome);
  for (const bool ours : {true, false})
    for (const auto& commitment : content.commitments.all) {
      const bool here =
          std::any_of(around.begin(), around.end(), [&](const auto& place) { return commitment.is_of(place); });
      if (here == ours) cards.emplace_back(&commitment);
    }
  if (cards.size() > limits::attract_cards) cards.resize(limits::attract_cards);
  return cards;
}

std::size_t attract_slides(const Content& content, const std::optional<Station>& station) {
  return slides_for(attract_cards(content, station).size());
}

std::optional<AttractCard> attract_card_at(const std::vector<AttractCard>& cards, std::size_t slide) {
  slide %= slides_for(cards.size());
  if (slide % in_a_round == 0) return std::nullopt;
  return cards.at(slide - slide / in_a_round - 1);
}

}  // namespace minbar::kiosk::rest
