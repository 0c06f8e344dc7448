#include <catch2/catch.hpp>

#include "tests/ui/square_letters.h"
#include "ui/layout.h"

using namespace minbar::ui;

namespace {

// One pixel is one millimetre.
const Panel panel{.size = {100, 60}, .px_per_mm = 1};

Element block(float width, std::string name, std::uint32_t action) {
  Element e;
  e.name = std::move(name);
  e.action = ActionId{action};
  return std::move(e).with_width(width).with_height(10);
}

// A block with another that floats above it, `start` from the left and `top` from the top.
Element page(float start, float top) {
  auto owner = block(20, "owner", 1);
  owner.popup.push_back(block(40, "floating", 2));
  owner.dismiss = ActionId{3};
  return row(std::move(owner), block(10, "beside", 4)).with_padding(Insets{start, top, 0, 0});
}

Scene laid_out(const Element& root) {
  minbar::test::SquareLetters letters;
  return layout(root, {.theme = default_theme(), .panel = panel, .rtl = false, .text = letters});
}

Rect of(const Scene& scene, std::string_view name) {
  const auto* target = find_target(scene, name);
  REQUIRE(target != nullptr);
  return target->rect;
}

}  // namespace

TEST_CASE("what floats stands above the middle of its owner and within the sides of the panel") {
  const auto scene = laid_out(page(40, 40));
  CHECK(of(scene, "floating").x == 30);
  CHECK(of(scene, "floating").bottom() <= 40 - space::tight + 0.5F);
  CHECK(of(laid_out(page(0, 40)), "floating").x >= space::tight - 0.5F);
  CHECK(of(laid_out(page(75, 40)), "floating").right() <= 100 - space::tight + 0.5F);
}

TEST_CASE("what has no room above its owner floats below it") {
  const auto scene = laid_out(page(40, 5));
  CHECK(of(scene, "floating").y >= 15 + space::tight - 0.5F);
  CHECK(of(scene, "floating").bottom() <= 60);
}

TEST_CASE("before what floats nothing else can be tapped and a tap anywhere else dismisses it") {
  const auto scene = laid_out(page(40, 40));
  CHECK(find_target(scene, "owner") == nullptr);
  CHECK(find_target(scene, "beside") == nullptr);
  CHECK(of(scene, anywhere_else) == Rect{0, 0, 100, 60});
  const auto on_it = of(scene, "floating");
  REQUIRE(hit(scene, {on_it.x + 1, on_it.y + 1}) != nullptr);
  CHECK(hit(scene, {on_it.x + 1, on_it.y + 1})->action == ActionId{2});
  REQUIRE(hit(scene, {41, 45}) != nullptr);
  CHECK(hit(scene, {41, 45})->action == ActionId{3});
}

TEST_CASE("a question before the screen leaves nothing floating") {
  const auto scene = laid_out(layers(page(40, 40), block(30, "question", 5).as_modal()));
  CHECK(find_target(scene, "floating") == nullptr);
  CHECK(find_target(scene, anywhere_else) == nullptr);
  CHECK(find_target(scene, "question") != nullptr);
}
