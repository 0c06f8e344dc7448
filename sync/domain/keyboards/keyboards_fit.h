// A keyboard on a panel too narrow for its rows: the same keys in rows of fewer columns. Used by the kiosk's typing
// screens, which know how many keys of a finger's size stand side by side; millimetres and pixels are not known here.
#pragma once

#include <vector>

#include "sync/domain/keyboards/keyboards.h"

namespace minbar {

using KeyboardRows = std::vector<std::vector<KeyboardKey>>;

inline constexpr int least_keyboard_columns = 6;  // fewer would make more rows than any panel has room for

// The layout's own rows where `columns` is at least keyboard_units. Else every key once, in rows of at most `columns`
// units: digits in halves above each other, filled up with signs, backspace ending them at the right edge;
// then letters and the other signs, each in the layout's order, whichever the layout begins with first; shift before
// and enter after the last of them; then the keys that change layout, and space with what they leave. Keys that type a
// letter stay one unit wide; the others share what is left in whole units, so that keys stand in columns.
[[nodiscard]] KeyboardRows fit_keys(const KeyboardLayout& layout, int columns);

}  // namespace minbar
