#include <deque>
#include <map>
#include <tuple>

#include "sync/domain/keyboards/keyboards.h"

namespace minbar {

namespace {

// Where one stands while typing: the layout, shift, and how many bytes of the text are typed.
using State = std::tuple<std::string, bool, std::size_t>;

struct Step {
  State from;
  KeyPress press;
};

// The state after a press, or nothing when that press types something else.
bool follow(const KeyboardKey& key, std::string_view text, State& state) {
  auto& [layout, shifted, typed] = state;
  switch (key.action) {
    case KeyAction::backspace:
      return false;
    case KeyAction::shift:
      shifted = !shifted;
      return true;
    case KeyAction::layout:
      layout = key.layout;
      shifted = false;
      return true;
    case KeyAction::emit:
    case KeyAction::space:
    case KeyAction::enter:
      break;
  }
  const auto& emitted = shifted ? key.shifted : key.emit;
  if (!text.substr(typed).starts_with(emitted)) return false;
  typed += emitted.size();
  shifted = false;
  return true;
}

}  // namespace

// Breadth first over whole texts, not letter by letter: a key may emit several letters (lam-alef), and the layout that
// is nearest for one letter may be far from the next.
std::vector<KeyPress> presses_for(const Keyboards& keyboards, std::string_view layout, std::string_view text) {
  const State start{std::string(layout), false, 0};
  std::map<State, Step> visited{{start, {}}};
  std::deque<State> waiting{start};
  while (!waiting.empty() && !text.empty()) {
    const auto state = waiting.front();
    waiting.pop_front();
    if (std::get<2>(state) == text.size()) {
      std::vector<KeyPress> presses;
      for (auto at = state; at != start; at = visited.at(at).from) presses.push_back(visited.at(at).press);
      return {presses.rbegin(), presses.rend()};
    }
    const auto* here = keyboards.find(std::get<0>(state));
    if (here == nullptr) return {};
    for (std::size_t row = 0; row < here->rows.size(); ++row)
      for (std::size_t key = 0; key < here->rows[row].size(); ++key) {
        auto next = state;
        if (!follow(here->rows[row][key], text, next)) continue;
        if (visited.try_emplace(next, Step{state, {here->id, row, key}}).second) waiting.push_back(next);
      }
  }
  return {};
}

}  // namespace minbar
