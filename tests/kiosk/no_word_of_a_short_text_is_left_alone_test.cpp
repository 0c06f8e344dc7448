// A last line of one word («المناسب.») looks forgotten; a text of a few lines has them about equally long.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/kiosk/kept.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// Lines that a writer ended, and lines of one long word each, are as they must be.
bool may_be_uneven(const ui::Paragraph& paragraph) {
  const auto words = std::count(paragraph.text.begin(), paragraph.text.end(), ' ') + 1;
  return paragraph.text.find('\n') != std::string::npos ||
         words < 3 * static_cast<std::ptrdiff_t>(paragraph.lines.size());
}

int judge(const ui::Scene& scene) {
  int judged = 0;
  for (const auto& command : scene.commands) {
    const auto* text = std::get_if<ui::DrawText>(&command);
    if (text == nullptr) continue;
    const auto& lines = text->paragraph->lines;
    if (lines.size() < 2 || lines.size() > 4 || may_be_uneven(*text->paragraph)) continue;
    INFO(text->paragraph->text);
    CHECK(lines.back().width > 0.4F * text->paragraph->widest_line);
    ++judged;
  }
  return judged;
}

}  // namespace

TEST_CASE("no word of a short text is left alone on a line") {
  int judged = 0;
  for (const auto language : all_languages) {
    Kept kept;
    Robot robot(some_station(), kept.perform());
    judged += judge(robot.language(language).scene());
    judged += judge(robot.tap("menu.rate").scene());
    judged += judge(robot.tap("service.civil_status").scene());
    judged += judge(robot.language(language).tap("nav.start_again").language(language).tap("menu.propose").scene());
  }
  CHECK(judged > 12);
}
