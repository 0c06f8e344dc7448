// Finds a commune, a prefecture, a province or a region by what a person types of its Arabic or French name: folded, so
// that no hamza, accent or article stands in the way. Used where a citizen says where they live. Names repeat; whoever
// shows a find shows place_label.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sync/domain/places/places.h"

namespace minbar {

// At most `most` places, the best first: the whole name, then names that begin with it, then names with a word that
// begins with it, then a word that holds it; among equals the larger population first. Nothing for a text without
// letters or digits. Pointers live as long as `places`.
[[nodiscard]] std::vector<const Place*> search_places(const Places& places, std::string_view text, std::size_t most);

}  // namespace minbar
