// A text being written, as a value: where the caret is, what is selected, what the keys do to it, and how to undo that.
// Acts on grapheme clusters, what a reader sees as one letter; boundaries of clusters and words are injected functions.
// Bidirectional controls and other invisible characters cannot be entered.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/paragraph.h"

namespace minbar::ui {

// Byte offsets of all boundaries of grapheme clusters, 0 and the end included, ascending.
using GraphemeBreaks = std::function<std::vector<std::size_t>(std::string_view)>;
// The words of a text, in order; what lies between them is none.
using WordRanges = std::function<std::vector<TextRange>(std::string_view)>;

// One step that undo takes back: at `start`, `inserted` stands where `removed` stood.
struct EditStep {
  std::size_t start = 0;
  std::string removed;
  std::string inserted;
  std::size_t caret = 0;  // before it
  bool operator==(const EditStep&) const = default;
};

struct TextEdit {
  std::string text;                        // UTF-8, letter for letter as typed
  std::size_t caret = 0;                   // a byte offset at a grapheme boundary
  std::optional<std::size_t> anchor = {};  // the other end of the selection; never equal to the caret
  std::vector<EditStep> history = {};      // the latest last; at most limits::undo_steps and limits::undo_bytes
  bool step_open = false;                  // the next key may join the latest step
  bool operator==(const TextEdit&) const = default;
};

struct EditLimits {
  std::size_t code_points;
  bool line_breaks = false;
};

// The selected bytes; empty, at the caret, when nothing is selected.
[[nodiscard]] TextRange selection(const TextEdit& edit);
// How many code points may still be typed.
[[nodiscard]] std::size_t room_left(const TextEdit& edit, const EditLimits& limits);

// Puts what fits within the limit, whole code points, in the selection's place, or before the caret; the rest is not
// taken. When the new letters join what follows them into one cluster, the caret stands behind it. A word and the
// spaces after it are one step of undo.
[[nodiscard]] TextEdit insert(TextEdit edit, std::string_view typed, const EditLimits& limits,
                              const GraphemeBreaks& breaks);

// Deletes the selection, or else before the caret what Android's text fields delete (BaseKeyListener, the state machine
// of getOffsetForBackspaceKey, which Chromium shares): the last code point, so that a tashkeel goes before its letter
// and the alef of a lam-alef before the lam; but a line break, and a picture made of several code points (a flag, a
// keycap, a skin tone, people joined by ZWJ), goes whole, and a variation selector goes with what it varies. A run of
// deletions is one step of undo.
[[nodiscard]] TextEdit erase_before(TextEdit edit, const GraphemeBreaks& breaks);

// Puts the caret at the nearest grapheme boundary at or before `byte`. Not a step of undo.
[[nodiscard]] TextEdit place_caret(TextEdit edit, std::size_t byte, const GraphemeBreaks& breaks);
// Selects the word that holds `byte` or ends there; where there is none the caret goes there.
[[nodiscard]] TextEdit select_word(TextEdit edit, std::size_t byte, const WordRanges& words,
                                   const GraphemeBreaks& breaks);

// Takes the latest step back, if there is one. What is undone is gone: there is no redo.
[[nodiscard]] TextEdit undo(TextEdit edit);

// Whether a code point may be typed: no controls, no bidirectional controls, nothing else that is invisible or breaks
// lines by itself, no private use, no noncharacters. ZWNJ and ZWJ may: words of Arabic script and of Tifinagh are spelt
// with them and families of emoji joined, and neither moves any other letter.
[[nodiscard]] bool may_be_typed(char32_t code_point);

}  // namespace minbar::ui
