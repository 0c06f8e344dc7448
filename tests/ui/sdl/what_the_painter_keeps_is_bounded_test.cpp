#include <catch2/catch.hpp>
#include <string>

#include "sync/base/limits.h"
#include "tests/support/seeded_random.h"
#include "tests/ui/sdl/stage.h"
#include "ui/sdl/run_masks.h"
#include "ui/text/typesetter.h"

using namespace minbar;
using namespace minbar::ui;
using namespace minbar::ui::sdl;

namespace {

text::RunPaint word(const text::FontSet& fonts, std::string letters, int pixel_size = 20) {
  text::RunPaint paint;
  paint.face = fonts.primary_face(FaceStack::arabic, FontWeight::regular);
  paint.font = fonts.bytes(paint.face);
  paint.pixel_size = pixel_size;
  paint.rtl = true;
  paint.script = "Arab";
  paint.text = std::move(letters);
  return paint;
}

}  // namespace

TEST_CASE("five thousand different texts keep no more than the bound") {
  test::Stage stage(300, 60);
  auto typesetter = test::opened(text::Typesetter::open(stage.fonts));
  test::SeededRandom random(11);
  for (int i = 0; i < 5'000; ++i) {
    const auto words = std::to_string(random.next());
    const auto paragraph =
        typesetter.layout(words, TextStyle{.stack = FaceStack::latin, .size_px = 44, .language = "fr"}, 900);
    stage.picture_of({DrawText{paragraph, {0, 0}, test::black}});
    REQUIRE(stage.painter.kept_bytes() <= limits::painted_text_bytes + limits::painted_shape_bytes);
  }
  CHECK(stage.painter.kept_bytes() > limits::painted_text_bytes / 2);  // and it does keep something
}

TEST_CASE("the text used last is kept and the oldest forgotten") {
  test::Stage stage;
  RunMasks masks(8'000);
  const auto* kept = masks.mask_of(word(stage.fonts, "باب")).coverage.data();
  for (int i = 0; i < 200; ++i) {
    REQUIRE(masks.mask_of(word(stage.fonts, std::to_string(i))).width > 0);
    REQUIRE(masks.mask_of(word(stage.fonts, "باب")).coverage.data() == kept);  // not painted anew
    REQUIRE(masks.bytes() <= 8'000);
  }
}

TEST_CASE("more sizes than fonts may be open are painted all the same") {
  test::Stage stage;
  RunMasks masks(1'000'000);
  int narrowest = 0;
  for (std::size_t i = 0; i < 3 * limits::painter_fonts; ++i) {
    const Mask& mask = masks.mask_of(word(stage.fonts, "مدينة", 10 + static_cast<int>(i)));
    REQUIRE(mask.width > 0);
    if (i == 0) narrowest = mask.width;
    CHECK(mask.width >= narrowest);
  }
}

TEST_CASE("what a citizen typed is forgotten when asked") {
  test::Stage stage;
  RunMasks masks(1'000'000);
  REQUIRE(masks.mask_of(word(stage.fonts, "سر")).width > 0);
  CHECK(masks.bytes() > 0);
  masks.forget();
  CHECK(masks.bytes() == 0);
  CHECK(masks.mask_of(word(stage.fonts, "سر")).width > 0);
}
