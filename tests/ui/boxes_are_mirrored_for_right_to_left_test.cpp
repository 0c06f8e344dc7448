#include <catch2/catch.hpp>

#include "tests/ui/square_letters.h"
#include "ui/layout.h"

using namespace minbar::ui;
using minbar::test::SquareLetters;

namespace {

// One pixel is one millimetre.
const Panel panel{.size = {100, 60}, .px_per_mm = 1};

Scene laid_out(const Element& root, bool rtl) {
  SquareLetters letters;
  return layout(root, {.theme = default_theme(), .panel = panel, .rtl = rtl, .text = letters});
}

Element block(float width, std::string name) {
  Element e;
  e.name = std::move(name);
  e.action = ActionId{0};
  return std::move(e).with_width(width).with_height(10);
}

Rect of(const Scene& scene, std::string_view name) {
  const auto* target = find_target(scene, name);
  REQUIRE(target != nullptr);
  return target->rect;
}

}  // namespace

TEST_CASE("a row runs from the start side with its gaps and padding") {
  const auto root = row(block(20, "a"), block(30, "b")).with_gap(5).with_padding(Insets{2, 0, 8, 0});
  const auto ltr = laid_out(root, false);
  CHECK(of(ltr, "a") == Rect{2, 0, 20, 10});
  CHECK(of(ltr, "b") == Rect{27, 0, 30, 10});
  const auto rtl = laid_out(root, true);
  CHECK(of(rtl, "a") == Rect{78, 0, 20, 10});
  CHECK(of(rtl, "b") == Rect{43, 0, 30, 10});
}

TEST_CASE("a physical row keeps its sides") {
  const auto root = row(block(20, "a"), block(30, "b")).as_physical();
  CHECK(of(laid_out(root, true), "a").x == 0);
  CHECK(of(laid_out(root, true), "b").x == 20);
}

TEST_CASE("what does not fit beside the others goes on in the next line") {
  const auto root = wrap(block(40, "a"), block(30, "b"), spacer(), block(50, "c").with_grow()).with_gap(10);
  const auto ltr = laid_out(root, false);
  CHECK(of(ltr, "a") == Rect{0, 0, 40, 10});
  CHECK(of(ltr, "b") == Rect{50, 0, 30, 10});
  CHECK(of(ltr, "c") == Rect{0, 20, 100, 10});
  const auto rtl = laid_out(root, true);
  CHECK(of(rtl, "a") == Rect{60, 0, 40, 10});
  CHECK(of(rtl, "b") == Rect{20, 0, 30, 10});
  const auto one_line = laid_out(wrap(block(40, "a"), spacer(), block(30, "b")).with_gap(10), false);
  CHECK(of(one_line, "b") == Rect{70, 0, 30, 10});
}

TEST_CASE("what grows shares the room that is left") {
  Element wide;
  wide.name = "wide";
  wide.action = ActionId{0};
  Element wider = wide;
  wider.name = "wider";
  const auto scene =
      laid_out(row(std::move(wide).with_grow(1), block(40, "fixed"), std::move(wider).with_grow(2)), false);
  CHECK(of(scene, "wide").width == 20);
  CHECK(of(scene, "wider") == Rect{60, 0, 40, 60});
}

TEST_CASE("a grid fills its columns from the start side") {
  std::vector<Element> cells;
  for (const char* name : {"a", "b", "c"}) cells.push_back(block(10, name));
  for (auto& cell : cells) cell.width.reset();
  const auto scene = laid_out(column(grid(2, std::move(cells)).with_gap(10)), true);
  CHECK(of(scene, "a") == Rect{55, 0, 45, 10});
  CHECK(of(scene, "b") == Rect{0, 0, 45, 10});
  CHECK(of(scene, "c") == Rect{55, 20, 45, 10});
}

TEST_CASE("content higher than its view gets a visible more and nothing is tapped through its edge") {
  Element list = column();
  for (int i = 0; i < 12; ++i) list.add(block(50, "item" + std::to_string(i)));
  const ScrollLook look{
      .page = 0, .forward = ActionId{1}, .back = ActionId{2}, .more_key = "more", .more_text = "more"};
  const auto first = laid_out(column(scroll(std::move(list), look).with_grow()), false);
  CHECK(find_target(first, "more") != nullptr);
  CHECK(find_target(first, "nav.less") == nullptr);
  CHECK(find_target(first, "item11") == nullptr);
  for (const auto& target : first.targets)
    if (target.name.starts_with("item")) CHECK(target.rect.bottom() <= 60 - size::target);
}

TEST_CASE("the widest of several rows that fits is shown") {
  const auto shown = [](float room) {
    const auto root = fitting_across(row(block(60, "long"), spacer(), block(20, "end")),
                                     row(block(30, "short"), spacer(), block(20, "end")), row(block(10, "least")));
    return laid_out(column(column(root).with_width(room)).with_align(Align::start), false);
  };
  CHECK(find_target(shown(80), "long") != nullptr);
  CHECK(find_target(shown(79), "long") == nullptr);
  CHECK(find_target(shown(79), "short") != nullptr);
  CHECK(find_target(shown(49), "least") != nullptr);
  CHECK(find_target(shown(5), "least") != nullptr);
}

TEST_CASE("what waits for an end is shown with the last page alone and has its place before") {
  const auto page = [](int number) {
    Element list = column();
    for (int i = 0; i < 12; ++i) list.add(block(50, "item" + std::to_string(i)));
    const ScrollLook look{
        .page = number, .forward = ActionId{1}, .back = ActionId{2}, .more_key = "more", .more_text = "more"};
    Element send = block(50, "send");
    send.at_end = true;
    return laid_out(column(scroll(std::move(list), look).with_grow(), row(std::move(send), block(10, "beside"))),
                    false);
  };
  CHECK(find_target(page(0), "send") == nullptr);
  CHECK(of(page(0), "beside") == Rect{50, 50, 10, 10});
  CHECK(of(page(-1), "send") == Rect{0, 50, 50, 10});
  CHECK(of(page(-1), "beside") == Rect{50, 50, 10, 10});
}

TEST_CASE("a question above a screen leaves nothing beneath to tap or to read") {
  const auto scene = laid_out(layers(column(block(20, "below")), column(block(10, "above")).as_modal()), false);
  CHECK(find_target(scene, "below") == nullptr);
  CHECK(find_target(scene, "above") != nullptr);
}

TEST_CASE("a text that does not fit its box says so") {
  Element text;
  text.kind = Kind::text;
  text.name = "word";
  text.text = "twelve chars";
  const auto scene = laid_out(column(std::move(text).with_width(10).with_height(5)), false);
  const auto* block_of_text = find_text(scene, "word");
  REQUIRE(block_of_text != nullptr);
  CHECK_FALSE(block_of_text->whole());
}
