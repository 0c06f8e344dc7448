// The contact sheets: all line pictures at three sizes, and every screen of the kiosk, in every language, text size and
// panel, painted as a citizen would see it. Usage: tests/gallery/run [--out DIR] [--panel NAME] [--language TAG]
// [--size 1..4] [--screens] [--pictures]; the command builds this and hands its arguments on.
#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "tests/support/tour.h"
#include "ui/picture.h"
#include "ui/sdl/painter.h"
#include "ui/sdl/screenshot.h"

namespace minbar::test {
namespace {

struct Wanted {
  std::filesystem::path out = "gallery";
  std::string panel;      // empty: all
  std::string language;   // empty: all
  int size = 0;           // from 1; 0: all
  bool screens = false;   // each screen in full beside the sheets
  bool pictures = false;  // the line pictures alone
};

// Averages squares of `by` pixels.
ui::sdl::Image smaller(const ui::sdl::Image& image, int by) {
  ui::sdl::Image out{image.width / by, image.height / by, {}};
  out.rgba.reserve(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 4);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      std::array<int, 4> sums{};
      for (int dy = 0; dy < by; ++dy) {
        const auto* pixel = image.rgba.data() + (static_cast<std::ptrdiff_t>(y * by + dy) * image.width + x * by) * 4;
        for (int dx = 0; dx < by; ++dx, pixel += 4)
          for (int channel = 0; channel < 4; ++channel) sums[channel] += pixel[channel];
      }
      for (const int sum : sums) out.rgba.push_back(static_cast<std::uint8_t>(sum / (by * by)));
    }
  return out;
}

// Pictures of one size side by side, `columns` in a row, on dark ground.
ui::sdl::Image sheet(const std::vector<ui::sdl::Image>& pictures, int columns) {
  constexpr int gap = 12;
  const int width = pictures.front().width;
  const int height = pictures.front().height;
  const int rows = (static_cast<int>(pictures.size()) + columns - 1) / columns;
  ui::sdl::Image out{gap + columns * (width + gap), gap + rows * (height + gap), {}};
  out.rgba.assign(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 4, 70);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const int left = gap + static_cast<int>(i) % columns * (width + gap);
    const int top = gap + static_cast<int>(i) / columns * (height + gap);
    for (int y = 0; y < height; ++y)
      std::copy_n(pictures[i].rgba.begin() + static_cast<std::ptrdiff_t>(y) * width * 4, width * 4,
                  out.rgba.begin() + (static_cast<std::ptrdiff_t>(top + y) * out.width + left) * 4);
  }
  return out;
}

void must(const Result<void>& done) { ENSURE(done.has_value(), done ? "" : done.error().context); }

int paint(const Wanted& wanted, const NamedPanel& named) {
  auto window = ui::sdl::Window::open({.mode = ui::sdl::WindowMode::offscreen,
                                       .width = static_cast<int>(named.panel.size.width),
                                       .height = static_cast<int>(named.panel.size.height)});
  ENSURE(window.has_value(), "pixels in memory need no display");
  ui::sdl::Painter painter(*window, real_fonts());
  int painted = 0;
  for (std::size_t size = 0; size < ui::text_scales.size(); ++size)
    for (const auto language : all_languages) {
      if (wanted.size != 0 && wanted.size != static_cast<int>(size) + 1) continue;
      if (!wanted.language.empty() && wanted.language != tag_of(language)) continue;
      auto panel = named.panel;
      panel.text_scale = ui::text_scales.at(size);
      const auto name = fmt::format("{}-{}-size{}", named.name, tag_of(language), size + 1);
      std::vector<ui::sdl::Image> pictures;
      tour(language, panel, [&](const std::string& screen, Robot& robot) {
        painter.paint(robot.scene());
        const auto image = ui::sdl::grab(*window);
        pictures.push_back(smaller(image, 3));
        std::string file = screen;
        std::replace(file.begin(), file.end(), ' ', '-');
        if (wanted.screens) must(ui::sdl::save_png(image, wanted.out / fmt::format("{}-{}.png", name, file)));
        ++painted;
      });
      const bool wide = named.panel.size.width > named.panel.size.height;
      must(ui::sdl::save_png(sheet(pictures, wide ? 4 : 8), wanted.out / (name + ".png")));
    }
  return painted;
}

// Every line picture, in the order of fonts/icons, as large as on the menu, on a card and in a button.
void paint_pictures(const Wanted& wanted) {
  constexpr int columns = 10;
  constexpr float cell = 148;
  const auto count = ui::pictures().size();
  const auto rows = (count + columns - 1) / columns;
  auto window = ui::sdl::Window::open({.mode = ui::sdl::WindowMode::offscreen,
                                       .width = static_cast<int>(cell) * columns,
                                       .height = static_cast<int>(cell) * static_cast<int>(rows)});
  ENSURE(window.has_value(), "pixels in memory need no display");
  const auto theme = ui::default_theme();
  ui::Scene scene;
  scene.size = window->size();
  scene.ground = theme.color(ui::ColorRole::surface);
  for (std::size_t i = 0; i < count; ++i) {
    const float x = static_cast<float>(i % columns) * cell;
    const float y = static_cast<float>(i / columns) * cell;
    const auto add = [&](float left, float top, float side) {
      scene.commands.push_back(ui::DrawPicture{ui::first_picture + static_cast<char32_t>(i),
                                               {x + left, y + top, side, side},
                                               theme.color(ui::ColorRole::primary)});
    };
    add(6, 6, 92);
    add(100, 10, 42);
    add(108, 66, 26);
  }
  ui::sdl::Painter painter(*window, real_fonts());
  painter.paint(scene);
  must(ui::sdl::save_png(ui::sdl::grab(*window), wanted.out / "pictures.png"));
}

}  // namespace
}  // namespace minbar::test

int main(int argc, char** argv) {
  using namespace minbar::test;
  CLI::App cli{"Paints every screen of the kiosk in every language, text size and panel."};
  Wanted wanted;
  cli.add_option("--out", wanted.out, "the folder for the pictures")->capture_default_str();
  cli.add_option("--panel", wanted.panel, "only this panel");
  cli.add_option("--language", wanted.language, "only this language: ar zgh fr en");
  cli.add_option("--size", wanted.size, "only this text size, 1 to 4");
  cli.add_flag("--screens", wanted.screens, "each screen in full too");
  cli.add_flag("--pictures", wanted.pictures, "the line pictures alone, at three sizes");
  CLI11_PARSE(cli, argc, argv);
  std::filesystem::create_directories(wanted.out);
  paint_pictures(wanted);
  if (wanted.pictures) return 0;
  int painted = 0;
  for (const auto& panel : panels)
    if (wanted.panel.empty() || wanted.panel == panel.name) painted += paint(wanted, panel);
  fmt::print("{} screens painted; the sheets are in {}\n", painted, wanted.out.string());
  return painted > 0 ? 0 : 1;
}
