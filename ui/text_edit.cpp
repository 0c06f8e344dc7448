#include "ui/text_edit.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"

namespace minbar::ui {

namespace {

struct Span {
  char32_t first;
  char32_t last;
};
// Sorted. What is left of the controls and of the default ignorable code points (DerivedCoreProperties.txt) once
// combining marks, variation selectors, ZWNJ and ZWJ are taken out; separators of lines; private use; noncharacters.
constexpr std::array untypable{
    Span{0x0000, 0x001F},    // controls
    Span{0x007F, 0x009F},    // controls
    Span{0x00AD, 0x00AD},    // soft hyphen
    Span{0x061C, 0x061C},    // Arabic letter mark
    Span{0x115F, 0x1160},    // Hangul fillers
    Span{0x180E, 0x180E},    // Mongolian vowel separator
    Span{0x200B, 0x200B},    // zero width space
    Span{0x200E, 0x200F},    // LRM, RLM
    Span{0x2028, 0x202E},    // line and paragraph separator, embeddings, overrides
    Span{0x2060, 0x206F},    // word joiner, invisible operators, isolates, deprecated
    Span{0x3164, 0x3164},    // Hangul filler
    Span{0xD800, 0xF8FF},    // surrogates, private use
    Span{0xFDD0, 0xFDEF},    // noncharacters
    Span{0xFEFF, 0xFEFF},    // byte order mark
    Span{0xFFA0, 0xFFA0},    // half-width Hangul filler
    Span{0xFFF0, 0xFFFB},    // interlinear annotation
    Span{0xFFFD, 0xFFFD},    // stands for bytes that were no text
    Span{0x1BCA0, 0x1BCA3},  // shorthand format controls
    Span{0x1D173, 0x1D17A},  // musical format controls
    Span{0xE0000, 0x10FFFF}  // tags, selectors no face here has, private use
};

std::size_t previous(std::string_view text, std::size_t byte) {
  do --byte;
  while (byte > 0 && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U);
  return byte;
}

char32_t code_point_at(std::string_view text, std::size_t byte) { return next_code_point(text, byte); }

bool is_variation_selector(char32_t c) { return c >= 0xFE00 && c <= 0xFE0F; }
bool is_regional_indicator(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
bool is_skin_tone(char32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; }
constexpr char32_t keycap = 0x20E3;
constexpr char32_t zero_width_joiner = 0x200D;
constexpr char32_t first_symbol = 0x2190;  // letters joined by ZWJ stay letters; pictures stand above here

// Where a deletion before `caret` begins; `cluster` is where the grapheme cluster before it begins.
std::size_t erasure_start(std::string_view text, std::size_t cluster, std::size_t caret) {
  std::size_t last = previous(text, caret);
  if (is_variation_selector(code_point_at(text, last)) && last > cluster) last = previous(text, last);
  if (last == cluster) return last;
  const char32_t c = code_point_at(text, last);
  const bool joined = c >= first_symbol && code_point_at(text, previous(text, last)) == zero_width_joiner;
  const bool whole = joined || c == U'\n' || c == keycap || is_regional_indicator(c) || is_skin_tone(c);
  return whole ? cluster : last;
}

std::size_t boundary_at_or_before(const std::vector<std::size_t>& boundaries, std::size_t byte) {
  const auto after = std::upper_bound(boundaries.begin(), boundaries.end(), byte);
  return after == boundaries.begin() ? 0 : *std::prev(after);
}

std::size_t boundary_at_or_after(const std::vector<std::size_t>& boundaries, std::size_t byte) {
  const auto found = std::lower_bound(boundaries.begin(), boundaries.end(), byte);
  return found == boundaries.end() ? byte : *found;
}

bool is_white(char c) { return c == ' ' || c == '\n'; }

// A word and the spaces after it are typed in one step; a run of deletions is one.
bool joins(const TextEdit& edit, const EditStep& step) {
  if (!edit.step_open || edit.history.empty()) return false;
  const auto& last = edit.history.back();
  if (step.inserted.empty()) return last.inserted.empty() && step.start + step.removed.size() == last.start;
  if (!step.removed.empty() || last.inserted.empty() || last.start + last.inserted.size() != step.start) return false;
  return !is_white(last.inserted.back()) || is_white(step.inserted.front());
}

void remember(TextEdit& edit, EditStep step) {
  if (joins(edit, step)) {
    auto& last = edit.history.back();
    if (step.inserted.empty()) {
      last.removed.insert(0, step.removed);
      last.start = step.start;
    } else {
      last.inserted += step.inserted;
    }
  } else {
    edit.history.push_back(std::move(step));
  }
  std::size_t bytes = 0;
  for (const auto& kept : edit.history) bytes += kept.removed.size() + kept.inserted.size();
  while (edit.history.size() > limits::undo_steps || bytes > limits::undo_bytes) {
    bytes -= edit.history.front().removed.size() + edit.history.front().inserted.size();
    edit.history.erase(edit.history.begin());
  }
  edit.step_open = true;
}

// Puts `inserted` in the place of a range; letters that now join across the caret leave it behind them.
TextEdit replace(TextEdit edit, const TextRange& range, std::string inserted, const GraphemeBreaks& breaks) {
  EditStep step{.start = range.start,
                .removed = edit.text.substr(range.start, range.size()),
                .inserted = std::move(inserted),
                .caret = edit.caret};
  edit.text.replace(range.start, range.size(), step.inserted);
  edit.anchor.reset();
  edit.caret = boundary_at_or_after(breaks(edit.text), range.start + step.inserted.size());
  remember(edit, std::move(step));
  return edit;
}

}  // namespace

TextRange selection(const TextEdit& edit) {
  const auto other = edit.anchor.value_or(edit.caret);
  return {std::min(edit.caret, other), std::max(edit.caret, other)};
}

std::size_t room_left(const TextEdit& edit, const EditLimits& limits) {
  return limits.code_points - std::min(limits.code_points, count_code_points(edit.text));
}

bool may_be_typed(char32_t c) {
  const auto past = std::upper_bound(untypable.begin(), untypable.end(), c,
                                     [](char32_t v, const Span& span) { return v < span.first; });
  if (past != untypable.begin() && c <= std::prev(past)->last) return false;
  return (c & 0xFFFE) != 0xFFFE;
}

TextEdit insert(TextEdit edit, std::string_view typed, const EditLimits& limits, const GraphemeBreaks& breaks) {
  const auto range = selection(edit);
  const auto selected = count_code_points(std::string_view(edit.text).substr(range.start, range.size()));
  std::size_t room = room_left(edit, limits) + selected;
  std::string taken;
  for (std::size_t at = 0; at < typed.size() && room > 0;) {
    const char32_t c = next_code_point(typed, at);
    if (!may_be_typed(c) && !(c == U'\n' && limits.line_breaks)) continue;
    append_utf8(taken, c);
    --room;
  }
  if (taken.empty()) return edit;
  return replace(std::move(edit), range, std::move(taken), breaks);
}

TextEdit erase_before(TextEdit edit, const GraphemeBreaks& breaks) {
  auto range = selection(edit);
  if (range.empty()) {
    if (edit.caret == 0) return edit;
    const auto cluster = boundary_at_or_before(breaks(edit.text), edit.caret - 1);
    range.start = erasure_start(edit.text, cluster, edit.caret);
  }
  return replace(std::move(edit), range, {}, breaks);
}

TextEdit place_caret(TextEdit edit, std::size_t byte, const GraphemeBreaks& breaks) {
  edit.caret = boundary_at_or_before(breaks(edit.text), std::min(byte, edit.text.size()));
  edit.anchor.reset();
  edit.step_open = false;
  return edit;
}

TextEdit select_word(TextEdit edit, std::size_t byte, const WordRanges& words, const GraphemeBreaks& breaks) {
  edit = place_caret(std::move(edit), byte, breaks);
  const auto boundaries = breaks(edit.text);
  for (const auto& word : words(edit.text)) {
    if (byte < word.start || byte > word.end || word.empty()) continue;
    // a letter that a word holds a part of is selected whole
    edit.anchor = boundary_at_or_before(boundaries, word.start);
    edit.caret = boundary_at_or_after(boundaries, word.end);
    if (byte < word.end) break;  // one that begins where another ends is the one that holds the byte
  }
  return edit;
}

TextEdit undo(TextEdit edit) {
  if (edit.history.empty()) return edit;
  const auto step = std::move(edit.history.back());
  edit.history.pop_back();
  edit.text.replace(step.start, step.inserted.size(), step.removed);
  edit.caret = step.caret;
  edit.anchor.reset();
  edit.step_open = false;
  return edit;
}

}  // namespace minbar::ui
