// How much of what a screen can say a language covers, and the way a screen runs that is said in two of them. Used by
// the core, which asks once for each pack so that no screen turns round under a reader's eyes, by the waiting screen's
// door, and by `minbar-kiosk words --share`.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "kiosk/reading/screen_words.h"
#include "sync/domain/content/content.h"
#include "sync/domain/ids.h"

namespace minbar::kiosk::reading {

// Of the strings of a screen, or of all screens: how many there are in the language itself.
struct Share {
  std::size_t known = 0;
  std::size_t of = 0;
  auto operator<=>(const Share&) const = default;
};

[[nodiscard]] Share share_of(const Content& content, std::string_view words, Language language);

// Of everything that any screen says, each string once.
[[nodiscard]] Share share_of_all(const Content& content, Language language);

// In whole percent, 100 only where nothing is missing.
[[nodiscard]] int percent(const Share& share);

// Whether each screen of screen_words runs from right to left in Tamazight: where most of its strings are Tamazight it
// runs with them, else with the Arabic that stands for the others.
using Directions = std::array<Direction, screen_words.size()>;
[[nodiscard]] Directions tamazight_directions(const Content& content);

// Its place among screen_words. Broken invariant: no screen has this name.
[[nodiscard]] std::size_t place_of(std::string_view screen);

}  // namespace minbar::kiosk::reading
