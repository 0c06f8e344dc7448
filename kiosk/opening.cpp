#include "kiosk/opening.h"

#include <algorithm>

namespace minbar::kiosk {

std::optional<Opening> opening_now(const State& state, const Content& content, std::int64_t wall_s) {
  if (!state.station || wall_s < content.made_at_s) return std::nullopt;
  return content.hours.at(content.places.lineage(state.station->place), state.station->zone, wall_s);
}

std::optional<Opening> closed_now(const State& state, const Content& content, std::int64_t wall_s) {
  auto opening = opening_now(state, content, wall_s);
  return opening && !opening->open ? opening : std::nullopt;
}

bool offers(const State& state, std::string_view door) {
  if (state.assisted_by && door == "rate") return false;
  return !state.only_doors ||
         std::find(state.only_doors->begin(), state.only_doors->end(), door) != state.only_doors->end();
}

}  // namespace minbar::kiosk
