#include <catch2/catch.hpp>

#include <cmath>

#include "tests/ui/square_letters.h"
#include "ui/keyboard.h"
#include "ui/layout.h"

using namespace minbar::ui;

namespace {

// Three rows of as many letter keys as given, the second of a wide key and the rest.
std::vector<std::vector<KeyLook>> three_rows(int columns) {
  std::vector<std::vector<KeyLook>> rows(3);
  for (int row = 0; row < 3; ++row)
    for (int key = 0; key < (row == 1 ? columns - 1 : columns); ++key) {
      KeyLook look;
      look.name = std::to_string(row) + "." + std::to_string(key);
      look.label = "x";
      look.units = row == 1 && key == 0 ? 2 : 1;
      rows[static_cast<std::size_t>(row)].push_back(look);
    }
  return rows;
}

Scene laid_out(const Panel& panel, float board_mm, int columns) {
  minbar::test::SquareLetters letters;
  auto root = column(keyboard(three_rows(columns), key_size(panel, board_mm, columns)).with_width(board_mm))
                  .with_align(Align::center);
  return layout(root, {.theme = default_theme(), .panel = panel, .rtl = true, .text = letters});
}

bool whole(float px) { return std::abs(px - std::round(px)) < 0.01F; }

}  // namespace

TEST_CASE("as many keys stand side by side as a finger can tell apart") {
  const Panel panel{.size = {1000, 1000}, .px_per_mm = 100 / 25.4F};  // 12.7 mm are 50 pixels and 2.54 mm are 10
  CHECK(key_columns(panel, 12.6F) == 0);
  CHECK(key_columns(panel, 12.7F) == 1);
  CHECK(key_columns(panel, 27.9F) == 1);
  CHECK(key_columns(panel, 27.94F) == 2);
  CHECK(key_columns(panel, 165.1F) == 11);
}

TEST_CASE("keys of whole pixels fill a board and leave less than one pixel a key") {
  for (float px_per_mm = 3; px_per_mm < 8; px_per_mm += 0.173F)
    for (float board_mm = 100; board_mm < 180; board_mm += 7.7F) {
      const Panel panel{.size = {2000, 2000}, .px_per_mm = px_per_mm};
      const int columns = key_columns(panel, board_mm);
      INFO(px_per_mm << " pixels a mm, " << board_mm << " mm, " << columns << " columns");
      const auto size = key_size(panel, board_mm, columns);
      CHECK((whole(size.width_mm * px_per_mm) && whole(size.height_mm * px_per_mm) && whole(size.gap_mm * px_per_mm)));
      CHECK(size.width_mm >= size::target - 0.01F);
      CHECK(size.height_mm >= size::target - 0.01F);
      CHECK(size.gap_mm >= space::tight - 0.01F);
      const auto n = static_cast<float>(columns);
      const float filled = n * size.width_mm + (n - 1) * size.gap_mm;
      CHECK(filled <= board_mm + 0.01F);
      CHECK((filled > board_mm - (n + 1) / px_per_mm || size.width_mm > 21));
    }
}

TEST_CASE("a wide panel has keys of a hands measure about its middle") {
  const Panel panel{.size = {1920, 1080}, .px_per_mm = 102 / 25.4F};
  const auto scene = laid_out(panel, 300, 11);
  const auto& first = *find_target(scene, "0.0");
  const auto& last = *find_target(scene, "0.10");
  CHECK(first.rect.width <= 22 * panel.px_per_mm);
  CHECK(first.rect.width >= 20 * panel.px_per_mm);
  CHECK(std::abs(first.rect.x - (panel.size.width - last.rect.right())) <= 1);
}

TEST_CASE("keys of all rows stand in the same columns and run left to right") {
  const Panel panel{.size = {800, 1280}, .px_per_mm = 149 / 25.4F};
  const auto scene = laid_out(panel, 124.4F, 8);
  for (int key = 0; key < 8; ++key) {
    const auto& above = find_target(scene, "0." + std::to_string(key))->rect;
    const auto& below = find_target(scene, "2." + std::to_string(key))->rect;
    CHECK(above.x == below.x);
    CHECK(above.width == below.width);
    if (key > 0) CHECK(above.x > find_target(scene, "0." + std::to_string(key - 1))->rect.right());
    if (key > 1) CHECK(find_target(scene, "1." + std::to_string(key - 1))->rect.x == above.x);
  }
  CHECK(find_target(scene, "1.0")->rect.right() == find_target(scene, "0.1")->rect.right());
}

TEST_CASE("a key keeps its size whatever text size the reader chose") {
  minbar::test::SquareLetters letters;
  const auto ink_height = [&](float text_scale) {
    const Panel panel{.size = {1080, 1920}, .px_per_mm = 141 / 25.4F, .text_scale = text_scale};
    const auto root = keyboard(three_rows(11), key_size(panel, 176, 11));
    return layout(root, {.theme = default_theme(), .panel = panel, .rtl = false, .text = letters}).texts[0].ink.height;
  };
  CHECK(ink_height(1.75F) == ink_height(1));
}
