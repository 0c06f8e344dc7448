#include <catch2/catch.hpp>

#include "ui/fold.h"

using namespace minbar::ui;

namespace {

// A card of `height` from `top` on, with two lines of text in its middle.
void add_card(std::vector<DrawCommand>& drawn, float top, float height) {
  drawn.push_back(FillRect{{0, top, 100, height}, {}, 0});
  Paragraph text;
  for (const float y : {0.0F, 10.0F}) {
    Line line;
    line.y = y;
    line.height = 10;
    text.lines.push_back(line);
  }
  text.height = 20;
  drawn.push_back(DrawText{std::make_shared<const Paragraph>(text), {10, top + height / 2 - 10}, {}});
}

std::vector<DrawCommand> cards(int count, float height, float gap) {
  std::vector<DrawCommand> drawn;
  for (int i = 0; i < count; ++i) add_card(drawn, static_cast<float>(i) * (height + gap), height);
  return drawn;
}

}  // namespace

TEST_CASE("a page of a list ends between two rows and the next begins there") {
  const auto list = cards(6, 40, 4);  // 260 high
  const auto first = page_at(list, 100, 260, 0);
  CHECK(first.top == 0);
  CHECK(first.height == 88);
  CHECK_FALSE(first.last);
  const auto second = page_at(list, 100, 260, 1);
  CHECK(second.top == 88);
  CHECK(second.height == 88);
}

TEST_CASE("the last page is as full as whole rows can make it") {
  const auto last = page_at(cards(6, 40, 4), 100, 260, 2);
  CHECK(last.last);
  CHECK(last.top == 172);
  CHECK(last.height == 89);
  const auto beyond = page_at(cards(6, 40, 4), 100, 260, 9);  // another language had more pages
  CHECK(beyond.top == last.top);
}

TEST_CASE("what is higher than a page is parted between its lines and never through one") {
  std::vector<DrawCommand> drawn;
  Paragraph text;
  for (int i = 0; i < 30; ++i) {
    Line line;
    line.y = static_cast<float>(i) * 10;
    line.height = 10;
    text.lines.push_back(line);
  }
  text.height = 300;
  drawn.push_back(FillRect{{0, 0, 100, 320}, {}, 0});
  drawn.push_back(DrawText{std::make_shared<const Paragraph>(text), {10, 10}, {}});
  const auto first = page_at(drawn, 95, 320, 0);
  CHECK(first.height == 90);
  const auto second = page_at(drawn, 95, 320, 1);
  CHECK(second.top == 90);
  CHECK(second.height == 90);
  const auto last = page_at(drawn, 95, 320, 3);  // begins early, so that no line stands alone in an empty page
  CHECK(last.last);
  CHECK(last.top == 230);
}

TEST_CASE("a card that would leave most of a page empty begins on it and goes on between its texts") {
  std::vector<DrawCommand> drawn;
  add_card(drawn, 0, 30);
  drawn.push_back(FillRect{{0, 34, 100, 74}, {}, 0});
  for (const float y : {38.0F, 64.0F, 90.0F}) {
    Paragraph text;
    Line line;
    line.height = 14;
    text.lines.push_back(line);
    text.height = 14;
    drawn.push_back(DrawText{std::make_shared<const Paragraph>(text), {10, y}, {}});
  }
  const auto first = page_at(drawn, 100, 160, 0);
  CHECK_FALSE(first.last);
  CHECK(first.height == 90);
}

TEST_CASE("a page cuts no picture") {
  std::vector<DrawCommand> drawn;
  for (int i = 0; i < 4; ++i) drawn.push_back(DrawPicture{0xF0001, {10, static_cast<float>(i) * 60, 50, 50}, {}});
  const auto first = page_at(drawn, 100, 230, 0);
  CHECK(first.height == 60);
  CHECK(page_at(drawn, 100, 230, 1).top == 60);
}
