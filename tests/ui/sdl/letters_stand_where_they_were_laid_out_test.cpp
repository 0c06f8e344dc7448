#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/ui/sdl/stage.h"
#include "ui/text/paint.h"
#include "ui/text/typesetter.h"

using namespace minbar;
using namespace minbar::ui;
using namespace minbar::ui::sdl;

namespace {

// Columns and rows that hold ink, ends not included; all zero when there is none.
struct Ink {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};

Ink ink_of(const Image& image, int from_x = 0, int to_x = 1'000'000) {
  Ink ink{image.width, image.height, 0, 0};
  for (int y = 0; y < image.height; ++y)
    for (int x = from_x; x < std::min(to_x, image.width); ++x)
      if (image.at(x, y) != test::white)
        ink = {std::min(ink.left, x), std::min(ink.top, y), std::max(ink.right, x + 1), std::max(ink.bottom, y + 1)};
  return ink.right == 0 ? Ink{} : ink;
}

struct Page : test::Stage {
  Page() : Stage(1'000, 160) {}
  ParagraphPtr laid_out(std::string_view words, FaceStack stack, float size = 40) {
    return typesetter.layout(words, TextStyle{.stack = stack, .size_px = size, .language = "ar"}, 900);
  }
  Image painted(const ParagraphPtr& paragraph, Point origin) {
    return picture_of({DrawText{paragraph, origin, test::black}});
  }
  text::Typesetter typesetter = test::opened(text::Typesetter::open(fonts));
};

constexpr int slack = 4;  // side bearings that reach over the advance, and edges softened over one pixel

}  // namespace

TEST_CASE("the ink of an Arabic line is as wide as it was laid out and stands there") {
  Page page;
  for (const auto* words : {"اقتراح", "الإنارة العمومية", "إلى متى؟", "مُقْتَرَحٌ", "لا لأحد"}) {
    const auto paragraph = page.laid_out(words, FaceStack::arabic);
    const Line& line = paragraph->lines.front();
    const Ink ink = ink_of(page.painted(paragraph, {37, 30}));
    CAPTURE(words, ink.left, ink.right, line.x, line.width);
    CHECK(ink.left >= 37 + line.x - slack);
    CHECK(ink.right <= 37 + line.x + line.width + slack);
    CHECK(static_cast<float>(ink.right - ink.left) >= line.width - 3 * slack);
  }
}

TEST_CASE("letters stand on the baseline in every script") {
  Page page;
  struct Sample {
    const char* words;
    FaceStack stack;
  };
  for (const auto& sample : {Sample{"H", FaceStack::latin}, Sample{"ا", FaceStack::arabic},
                             Sample{"ⵏ", FaceStack::tifinagh}, Sample{"5", FaceStack::tifinagh}}) {
    const auto paragraph = page.laid_out(sample.words, sample.stack);
    const Ink ink = ink_of(page.painted(paragraph, {10, 20}));
    CAPTURE(sample.words);
    REQUIRE(ink.bottom > 0);
    CHECK(std::abs(static_cast<float>(ink.bottom) - (20 + paragraph->lines.front().baseline)) <= 1.5F);
  }
}

TEST_CASE("each run of a mixed line stands in its own place") {
  Page page;
  const auto paragraph = page.laid_out("المادة 14 (HHH) قانون", FaceStack::arabic);
  const auto& runs = paragraph->lines.front().runs;
  REQUIRE(runs.size() >= 3);
  const Image image = page.painted(paragraph, {50, 30});
  int with_ink = 0;
  for (const Run& run : runs) {
    const auto text = std::string_view(paragraph->text).substr(run.start_byte, run.end_byte - run.start_byte);
    if (text.find_first_not_of(' ') == std::string_view::npos) continue;
    const int left = static_cast<int>(std::lround(50 + run.x));
    const int right = static_cast<int>(std::lround(50 + run.x + run.width));
    const Ink ink = ink_of(image, left, right);
    CAPTURE(std::string(text), left, right, ink.left, ink.right);
    CHECK(ink.right > ink.left);
    ++with_ink;
  }
  CHECK(with_ink >= 3);
  const Line& line = paragraph->lines.front();
  CHECK(ink_of(image).left >= 50 + line.x - slack);
  CHECK(ink_of(image).right <= 50 + line.x + line.width + slack);
}

TEST_CASE("letters are painted joined as they were laid out") {
  Page page;
  // Apart, each of these letters stands in a wide form of its own; joined they are much narrower.
  const auto joined = page.laid_out("سسس", FaceStack::arabic);
  const auto apart = page.laid_out("س س س", FaceStack::arabic);
  const Image image = page.painted(joined, {20, 20});
  const Ink ink = ink_of(image);
  const Ink loose = ink_of(page.painted(apart, {20, 20}));
  CHECK(ink.right - ink.left < (loose.right - loose.left) * 3 / 4);
  // A joined word has ink in every column from end to end.
  for (int x = ink.left; x < ink.right; ++x) {
    CAPTURE(x);
    REQUIRE(ink_of(image, x, x + 1).bottom > 0);
  }
}

TEST_CASE("a text takes the colour asked for with softened edges") {
  Page page;
  const Color green{7, 69, 59, 255};
  const auto paragraph = page.laid_out("H", FaceStack::latin, 90);
  const Image image = page.picture_of({DrawText{paragraph, {10, 10}, green}});
  int full = 0;
  int soft = 0;
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      full += image.at(x, y) == green ? 1 : 0;
      soft += image.at(x, y) != green && image.at(x, y) != test::white ? 1 : 0;
    }
  CHECK(full > 200);
  CHECK(soft > 0);
}

TEST_CASE("a text without ink paints nothing") {
  Page page;
  for (const auto* words : {"", " ", "\xE2\x80\x8F\xE2\x81\xA8", "\xE2\x80\x8D"})
    CHECK(ink_of(page.painted(page.laid_out(words, FaceStack::arabic), {10, 10})).right == 0);
}

// Tifinagh has one weight; a hairline around its letters is the other.
TEST_CASE("bold Tifinagh is darker than regular and stands where it stood") {
  Page page;
  TextStyle style{.stack = FaceStack::tifinagh, .size_px = 60, .language = "zgh"};
  const auto regular = page.typesetter.layout("ⴰⵣⵓⵍ ⵏ ⵎⵉⵏⴱⴰⵔ", style, 900);
  style.weight = FontWeight::bold;
  const auto bold = page.typesetter.layout("ⴰⵣⵓⵍ ⵏ ⵎⵉⵏⴱⴰⵔ", style, 900);
  REQUIRE(bold->lines.front().runs.size() == regular->lines.front().runs.size());
  CHECK(bold->lines.front().width == regular->lines.front().width);
  const auto darkness = [](const Image& image) {
    double sum = 0;
    for (int y = 0; y < image.height; ++y)
      for (int x = 0; x < image.width; ++x) sum += 255 - image.at(x, y).r;
    return sum;
  };
  const Image thin = page.painted(regular, {20, 20});
  const Image thick = page.painted(bold, {20, 20});
  CHECK(darkness(thick) > 1.35 * darkness(thin));
  CHECK(darkness(thick) < 1.9 * darkness(thin));
  CHECK(std::abs(ink_of(thick).left - ink_of(thin).left) <= 2);
  CHECK(std::abs(ink_of(thick).right - ink_of(thin).right) <= 2);
}

TEST_CASE("bold Arabic and Latin are their own faces with nothing added") {
  Page page;
  for (const auto stack : {FaceStack::arabic, FaceStack::latin}) {
    TextStyle style{.stack = stack, .weight = FontWeight::bold, .size_px = 60, .language = "ar"};
    const auto paragraph = page.typesetter.layout(stack == FaceStack::arabic ? "سلام" : "Salut", style, 900);
    CHECK(text::paint_of(*paragraph, paragraph->lines.front().runs.front(), page.fonts).bolder == 0);
  }
}
