#include "kiosk/tools/specimen_command.h"

#include <CLI/CLI.hpp>
#include <array>
#include <ostream>

#include <fmt/format.h>

#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/word_keys.h"
#include "kiosk/tools/specimen.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "ui/sdl/painter.h"
#include "ui/sdl/screenshot.h"
#include "ui/text/typesetter.h"

namespace minbar::kiosk {

namespace {

struct SpecimenPanel {
  std::string_view name;
  ui::Panel panel;
};

// The panels the kiosk is made for; how high one is decides nothing here but what counts as low.
constexpr std::array panels{
    SpecimenPanel{"portrait-15.6", {.size = {1080, 1920}, .px_per_mm = 141 / 25.4F}},
    SpecimenPanel{"landscape-21.5", {.size = {1920, 1080}, .px_per_mm = 102 / 25.4F}},
    SpecimenPanel{"small-10.1", {.size = {800, 1280}, .px_per_mm = 149 / 25.4F}},
};

Result<void> paint(const ui::Scene& scene, const ui::text::FontSet& fonts, const std::filesystem::path& file) {
  auto window = TRY(ui::sdl::Window::open({.mode = ui::sdl::WindowMode::offscreen,
                                           .width = static_cast<int>(scene.size.width),
                                           .height = static_cast<int>(scene.size.height)}));
  ui::sdl::Painter(window, fonts).paint(scene);
  return ui::sdl::save_png(window, file);
}

}  // namespace

Result<void> run_specimen_command(const SpecimenCommandOptions& options, std::ostream& out) {
  const auto* chosen =
      std::find_if(panels.begin(), panels.end(), [&](const auto& p) { return p.name == options.panel; });
  if (chosen == panels.end()) return fail(Errc::bad_input, fmt::format("there is no panel {}", options.panel));
  const auto fonts = TRY(ui::text::FontSet::load(options.fonts));
  auto typesetter = TRY(ui::text::Typesetter::open(fonts));
  const auto content = TRY(parse_content(TRY(load_content_files(options.content)), {.words = word_keys, .icons = {}}));
  constexpr std::string_view name = "specimen.json";
  auto written = TRY(read_file(options.content / name, limits::content_file_bytes));
  const auto samples = TRY(parse_samples({std::string(name), std::move(written)}));
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  for (const auto language : all_languages)
    for (std::size_t size = 1; size <= ui::text_scales.size(); ++size) {
      const bool wanted = (options.language.empty() || options.language == tag_of(language)) &&
                          (options.text_size == 0 || options.text_size == size);
      if (!wanted) continue;
      auto panel = chosen->panel;
      panel.text_scale = ui::text_scales.at(size - 1);
      const auto pages = specimen_pages({samples, content, fonts.icons(), fonts, typesetter}, language, panel);
      for (std::size_t page = 0; page < pages.size(); ++page) {
        const auto file =
            options.out / fmt::format("{}-{}-size{}-{}.png", chosen->name, tag_of(language), size, page + 1);
        TRY(paint(pages[page], fonts, file));
        out << file.native() << '\n';
      }
    }
  return {};
}

void describe_specimen_command(CLI::App& command, SpecimenCommandOptions& options) {
  command.add_option("--content", options.content, "Folder of the content pack");
  command.add_option("--fonts", options.fonts, "Folder of the fonts");
  command.add_option("--out", options.out, "Folder for the pictures")->capture_default_str();
  std::vector<std::string> names;
  for (const auto& panel : panels) names.emplace_back(panel.name);
  command.add_option("--panel", options.panel, "Name of the panel")->check(CLI::IsMember(names))->capture_default_str();
  command.add_option("--language", options.language, "Only this language")
      ->check(CLI::IsMember({"ar", "zgh", "fr", "en"}));
  command.add_option("--text-size", options.text_size, "Only this text size, 1 to 4")->check(CLI::Range(1, 4));
}

}  // namespace minbar::kiosk
