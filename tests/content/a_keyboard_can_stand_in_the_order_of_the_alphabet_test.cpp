#include <algorithm>
#include <catch2/catch.hpp>

#include "sync/domain/keyboards/keyboards_order.h"
#include "tests/content/pack.h"

namespace minbar {

namespace {

bool in_alphabet(const KeyboardLayout& layout, const KeyboardKey& key) {
  return std::find(layout.alphabet.begin(), layout.alphabet.end(), key.emit) != layout.alphabet.end();
}

// The letters as their reader reads them.
std::vector<std::string> read(const KeyboardRows& rows, const KeyboardLayout& layout) {
  std::vector<std::string> out;
  for (const auto& row : rows) {
    std::vector<std::string> line;
    for (const auto& key : row)
      if (in_alphabet(layout, key)) line.push_back(key.emit);
    if (layout.language == Language::ar) std::reverse(line.begin(), line.end());
    out.insert(out.end(), line.begin(), line.end());
  }
  return out;
}

}  // namespace

TEST_CASE("the letters of Arabic Latin and Tifinagh stand in the order one learns them on every width") {
  const auto content = test::real_content();
  for (const auto* id : {"ar", "fr", "zgh"})
    for (int columns = least_keyboard_columns; columns <= keyboard_units; ++columns) {
      INFO(id << " in " << columns << " columns");
      const auto& layout = *content.keyboards.find(id);
      const auto usual = fit_keys(layout, columns);
      const auto ordered = in_alphabetical_order(usual, layout);
      CHECK(layout.alphabet.size() >= 26);
      CHECK(read(ordered, layout) == layout.alphabet);
      REQUIRE(ordered.size() == usual.size());
      for (std::size_t row = 0; row < usual.size(); ++row) {
        REQUIRE(ordered[row].size() == usual[row].size());
        for (std::size_t key = 0; key < usual[row].size(); ++key)
          if (!in_alphabet(layout, usual[row][key])) CHECK(ordered[row][key] == usual[row][key]);
      }
    }
}

TEST_CASE("alef begins at the right and a key keeps its variants") {
  const auto content = test::real_content();
  const auto& layout = *content.keyboards.find("ar");
  const auto rows = in_alphabetical_order(layout.rows, layout);
  CHECK(rows[1].back().emit == "ا");
  CHECK(rows[1].back().variants == std::vector<std::string>{"أ", "إ", "آ", "ٱ"});
  CHECK(in_alphabetical_order(content.keyboards.find("fr")->rows, *content.keyboards.find("fr"))[1].front().emit ==
        "a");
}

TEST_CASE("a keyboard of symbols has no alphabet and stays as it is") {
  const auto content = test::real_content();
  for (const auto& layout : content.keyboards.layouts) {
    if (!layout.id.starts_with("symbols")) continue;
    CHECK(layout.alphabet.empty());
    CHECK(in_alphabetical_order(layout.rows, layout) == layout.rows);
  }
}

}  // namespace minbar
