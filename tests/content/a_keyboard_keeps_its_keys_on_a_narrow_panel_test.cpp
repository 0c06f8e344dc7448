// Every layout of the real pack in every width a panel may leave it.
#include <unicode/uchar.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "sync/base/utf8.h"
#include "sync/domain/keyboards/keyboards_fit.h"
#include "tests/content/pack.h"

namespace minbar {

namespace {

using Look = std::function<void(const KeyboardLayout& layout, const KeyboardRows& rows, int columns)>;

void in_every_width(const Look& look) {
  const auto content = test::real_content();
  for (const auto& layout : content.keyboards.layouts)
    for (int columns = least_keyboard_columns; columns < keyboard_units; ++columns) {
      INFO(layout.id << " in " << columns << " columns");
      look(layout, fit_keys(layout, columns), columns);
    }
}

int units_of(const std::vector<KeyboardKey>& row) {
  int units = 0;
  for (const auto& key : row) units += key.width;
  return units;
}

// What a key is, whatever its width.
std::string identity(const KeyboardKey& key) {
  return std::to_string(static_cast<int>(key.action)) + key.emit + "/" + key.shifted + "/" + key.label + "/" +
         key.layout + "/" + key.word;
}

std::vector<std::string> identities(const KeyboardRows& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows)
    for (const auto& key : row) out.push_back(identity(key));
  std::sort(out.begin(), out.end());
  return out;
}

std::string letters_in_order(const KeyboardRows& rows) {
  std::string out;
  for (const auto& row : rows)
    for (const auto& key : row)
      if (key.action == KeyAction::emit && u_isalpha(static_cast<UChar32>(to_utf32(key.emit).front())) != 0)
        out += key.emit;
  return out;
}

}  // namespace

TEST_CASE("a panel with room for a whole row keeps the keyboard as it is") {
  const auto content = test::real_content();
  for (const auto& layout : content.keyboards.layouts) {
    CHECK(fit_keys(layout, keyboard_units) == layout.rows);
    CHECK(fit_keys(layout, keyboard_units + 8) == layout.rows);
  }
}

TEST_CASE("a narrow keyboard has every key once and no row is wider than the panel") {
  in_every_width([](const KeyboardLayout& layout, const KeyboardRows& rows, int columns) {
    CHECK(identities(rows) == identities(layout.rows));
    for (const auto& row : rows) {
      CHECK(units_of(row) <= columns);
      for (const auto& key : row) CHECK((key.action == KeyAction::emit ? key.width == 1 : key.width >= 1));
    }
  });
}

TEST_CASE("a narrow keyboard keeps its letters in their order") {
  in_every_width([](const KeyboardLayout& layout, const KeyboardRows& rows, int) {
    if (!layout.id.starts_with("symbols")) CHECK(letters_in_order(rows) == letters_in_order(layout.rows));
  });
}

TEST_CASE("on a narrow keyboard backspace ends its row and space ends the last one") {
  in_every_width([](const KeyboardLayout&, const KeyboardRows& rows, int columns) {
    CHECK(rows.back().back().action == KeyAction::space);
    CHECK(rows.back().back().width >= 2);
    for (const auto& row : rows)
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i].action == KeyAction::backspace) CHECK((i == row.size() - 1 && units_of(row) == columns));
        if (row[i].action == KeyAction::shift) CHECK(i == 0);
      }
  });
}

TEST_CASE("in eight columns every keyboard is eight full rows with digits above digits") {
  const auto content = test::real_content();
  for (const auto& layout : content.keyboards.layouts) {
    INFO(layout.id);
    const auto rows = fit_keys(layout, 8);
    CHECK(rows.size() == 8);
    for (const auto& row : rows) CHECK(units_of(row) == 8);
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(rows[0][i].emit == std::string(1, static_cast<char>('1' + i)));
      CHECK(rows[1][i].emit == std::string(1, "67890"[i]));
    }
    for (std::size_t row = 0; row < rows.size() - 1; ++row)
      for (const auto& key : rows[row]) CHECK(key.width <= 3);
  }
}

}  // namespace minbar
