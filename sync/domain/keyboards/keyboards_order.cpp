#include "sync/domain/keyboards/keyboards_order.h"

#include <algorithm>

namespace minbar {

KeyboardRows in_alphabetical_order(KeyboardRows rows, const KeyboardLayout& layout) {
  const auto& alphabet = layout.alphabet;
  const auto place = [&](const KeyboardKey* key) { return std::find(alphabet.begin(), alphabet.end(), key->emit); };
  std::vector<KeyboardKey*> places;  // in reading order
  for (auto& row : rows) {
    const auto first = static_cast<std::ptrdiff_t>(places.size());
    for (auto& key : row)
      if (key.action == KeyAction::emit && place(&key) != alphabet.end()) places.push_back(&key);
    if (direction_of(layout.language) == Direction::rtl) std::reverse(places.begin() + first, places.end());
  }
  std::vector<KeyboardKey> letters;
  letters.reserve(places.size());
  for (const auto* key : places) letters.push_back(*key);
  std::sort(letters.begin(), letters.end(),
            [&](const KeyboardKey& a, const KeyboardKey& b) { return place(&a) < place(&b); });
  for (std::size_t i = 0; i < places.size(); ++i) *places[i] = std::move(letters[i]);
  return rows;
}

}  // namespace minbar
