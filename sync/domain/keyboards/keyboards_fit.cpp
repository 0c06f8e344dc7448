#include "sync/domain/keyboards/keyboards_fit.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>

#include "sync/base/utf8.h"

namespace minbar {

namespace {

using Keys = std::vector<KeyboardKey>;

constexpr int least_space_units = 2;  // a space bar narrower than this is missed
constexpr int switch_units = 2;       // a layout's name stands on its key

int count(const Keys& keys) { return static_cast<int>(keys.size()); }

bool is_digit(const KeyboardKey& key) { return key.emit.size() == 1 && key.emit[0] >= '0' && key.emit[0] <= '9'; }

bool is_letter(const KeyboardKey& key) {
  std::size_t at = 0;
  return u_isalpha(static_cast<UChar32>(next_code_point(key.emit, at))) != 0;
}

// The keys of one layout by what becomes of them, each in the layout's order.
struct Sorted {
  Keys digits;
  Keys letters;
  Keys signs;
  Keys switches;
  std::optional<KeyboardKey> shift;
  KeyboardKey backspace;
  KeyboardKey enter;
  KeyboardKey space;
  bool letters_first = false;
};

Sorted sort(const KeyboardLayout& layout) {
  Sorted out;
  const auto type = [&](const KeyboardKey& key) {
    if (is_digit(key)) return out.digits.push_back(key);
    if (out.letters.empty() && out.signs.empty()) out.letters_first = is_letter(key);
    (is_letter(key) ? out.letters : out.signs).push_back(key);
  };
  for (const auto& row : layout.rows)
    for (auto key : row) {
      key.width = key.action == KeyAction::layout ? switch_units : 1;
      switch (key.action) {
        case KeyAction::emit:
          type(key);
          break;
        case KeyAction::shift:
          out.shift = std::move(key);
          break;
        case KeyAction::backspace:
          out.backspace = std::move(key);
          break;
        case KeyAction::space:
          out.space = std::move(key);
          break;
        case KeyAction::enter:
          out.enter = std::move(key);
          break;
        case KeyAction::layout:
          out.switches.push_back(std::move(key));
          break;
      }
    }
  return out;
}

class Fit {
 public:
  Fit(Sorted keys, int columns) : keys_(std::move(keys)), columns_(columns) {}

  KeyboardRows run() && {
    digits();
    stream();
    bottom();
    return std::move(rows_);
  }

 private:
  // Digits in even rows, since 1 to 5 above 6 to 0 is read at a glance; the signs a sentence needs beside them.
  void digits() {
    const int total = count(keys_.digits);
    const int lines = (total + columns_ - 1) / columns_;
    std::size_t sign = 0;
    for (int line = 0; line < lines; ++line) {
      Keys row(keys_.digits.begin() + total * line / lines, keys_.digits.begin() + total * (line + 1) / lines);
      const bool last = line == lines - 1;
      const int room = columns_ - (last ? 1 : 0);
      while (count(row) < room && sign < keys_.signs.size()) row.push_back(keys_.signs[sign++]);
      if (last) end_with_backspace(row);
      rows_.push_back(std::move(row));
    }
    keys_.signs.erase(keys_.signs.begin(), keys_.signs.begin() + static_cast<std::ptrdiff_t>(sign));
  }

  // Where the row has no room left, the next one ends with it.
  void end_with_backspace(Keys& row) {
    const int room = columns_ - count(row);
    if (backspace_placed_ || room < 1) return;
    row.push_back(keys_.backspace);
    row.back().width = room;
    backspace_placed_ = true;
  }

  void stream() {
    auto& first = keys_.letters_first ? keys_.letters : keys_.signs;
    auto& second = keys_.letters_first ? keys_.signs : keys_.letters;
    first.insert(first.end(), std::make_move_iterator(second.begin()), std::make_move_iterator(second.end()));
    std::span<const KeyboardKey> left(first);
    const auto lines = shares(count(first));
    for (std::size_t line = 0; line < lines.size(); ++line) {
      const auto taken = static_cast<std::size_t>(lines[line]);
      Keys row(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(taken));
      left = left.subspan(taken);
      end_with_backspace(row);
      if (line == lines.size() - 1) end_with_enter(row);
      rows_.push_back(std::move(row));
    }
  }

  // How many keys each row takes: full rows, unless that leaves the last one half empty or without room for its ends.
  [[nodiscard]] std::vector<int> shares(int total) const {
    const int ends = keys_.shift ? 2 : 1;
    const int head = backspace_placed_ ? 0 : 1;
    const int lines = (total + ends + head + columns_ - 1) / columns_;
    std::vector<int> full(static_cast<std::size_t>(lines), columns_);
    full.front() -= head;
    full.back() = 0;
    int left = total;
    for (auto& line : full) left -= line;
    full.back() = std::max(0, left);
    if (left < 0) full[full.size() - 2] += left;
    std::vector<int> even;
    for (int line = 0; line < lines; ++line) even.push_back((total + lines - 1 - line) / lines);
    const bool even_fits = even.front() + head <= columns_ && even.back() + ends <= columns_;
    return full.back() * 2 < columns_ && even_fits ? even : full;
  }

  void end_with_enter(Keys& row) {
    const int spare = columns_ - count(row) - (keys_.shift ? 2 : 1);
    row.push_back(keys_.enter);
    row.back().width = 1 + (keys_.shift ? (spare + 1) / 2 : spare);
    if (!keys_.shift) return;
    row.insert(row.begin(), *keys_.shift);
    row.front().width = 1 + spare / 2;
  }

  void bottom() {
    auto& row = keys_.switches;
    int room = columns_ - switch_units * count(row);
    if (room < least_space_units) {
      for (std::size_t i = 0; i < row.size(); ++i)
        row[i].width = columns_ * static_cast<int>(i + 1) / count(row) - columns_ * static_cast<int>(i) / count(row);
      rows_.push_back(std::move(row));
      row.clear();
      room = columns_;
    }
    keys_.space.width = room;
    row.push_back(keys_.space);
    rows_.push_back(std::move(row));
  }

  Sorted keys_;
  int columns_;
  bool backspace_placed_ = false;
  KeyboardRows rows_;
};

}  // namespace

KeyboardRows fit_keys(const KeyboardLayout& layout, int columns) {
  if (columns >= keyboard_units) return layout.rows;
  return Fit(sort(layout), std::max(columns, least_keyboard_columns)).run();
}

}  // namespace minbar
