#include <png.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/support/temporary_folder.h"
#include "tests/ui/sdl/stage.h"

using namespace minbar;
using namespace minbar::ui;
using namespace minbar::ui::sdl;

TEST_CASE("a picture has exactly the size asked for whatever the driver's display is") {
  test::Stage stage(1080, 1920);
  CHECK(stage.window.size() == Size{1080, 1920});
  const Image image = stage.picture_of({});
  CHECK(image.width == 1080);
  CHECK(image.height == 1920);
  CHECK(image.rgba.size() == 1080U * 1920U * 4U);
  CHECK(stage.window.panel_ppi() == 96);
}

TEST_CASE("a saved picture holds the pixels that were painted") {
  test::Stage stage(37, 21);
  const Color green{7, 69, 59, 255};
  const Image painted = stage.picture_of({FillRect{{30, 10, 7, 11}, green, 0}});
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "shot.png";
  REQUIRE(save_png(stage.window, file).has_value());

  png_image read{};
  read.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_file(&read, file.c_str()) != 0);
  CHECK((read.format & PNG_FORMAT_FLAG_ALPHA) == 0);
  read.format = PNG_FORMAT_RGBA;
  Image saved{static_cast<int>(read.width), static_cast<int>(read.height), {}};
  saved.rgba.resize(PNG_IMAGE_SIZE(read));
  REQUIRE(png_image_finish_read(&read, nullptr, saved.rgba.data(), 0, nullptr) != 0);
  CHECK(saved == painted);
  CHECK(saved.at(36, 20) == green);
}

TEST_CASE("a picture that cannot be written says which file and why") {
  test::Stage stage(8, 8);
  const auto saved = save_png(stage.window, "/nowhere/at/all.png");
  REQUIRE_FALSE(saved.has_value());
  CHECK(saved.error().code == Errc::io);
  CHECK(saved.error().context.find("/nowhere/at/all.png") != std::string::npos);
}

TEST_CASE("a window of no size and a second window are refused") {
  const auto empty = Window::open({.mode = WindowMode::offscreen, .width = 0, .height = 10});
  REQUIRE_FALSE(empty.has_value());
  CHECK(empty.error().code == Errc::bad_input);
  const test::Stage stage;
  const auto second = Window::open({.mode = WindowMode::offscreen, .width = 10, .height = 10});
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == Errc::busy);
}

TEST_CASE("a window is refused where no display would show it") {
  setenv("SDL_VIDEODRIVER", "offscreen", 1);  // what SDL falls back on by itself
  const auto window = Window::open({.mode = WindowMode::window, .width = 100, .height = 100});
  unsetenv("SDL_VIDEODRIVER");
  REQUIRE_FALSE(window.has_value());
  CHECK(window.error().code == Errc::unavailable);
  CHECK(window.error().context.find("--offscreen") != std::string::npos);
}
