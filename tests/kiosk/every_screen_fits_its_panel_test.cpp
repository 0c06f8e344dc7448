// Every screen in every language, text size and panel: words whole, targets large and apart, contrast high, sides
// mirrored.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "sync/base/utf8.h"
#include "tests/support/tour.h"
#include "ui/layout.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// Every screen of one panel in every language and text size.
int sweep(const NamedPanel& named, const Look& look) {
  int screens = 0;
  for (const float scale : ui::text_scales)
    for (const auto language : all_languages) {
      auto panel = named.panel;
      panel.text_scale = scale;
      tour(language, panel, [&](const std::string& screen, Robot& robot) {
        INFO(named.name << ", text size " << scale << ", " << tag_of(language) << ", screen " << screen);
        ++screens;
        look(screen, robot);
      });
    }
  return screens;
}

// Text inside a scroll area may stand beyond its upper or lower edge, never beyond its sides; the pages show all of it.
bool scrolled_away(const ui::TextBlock& text, const ui::Scene& scene) {
  const bool within_sides = text.clip.x <= text.ink.x + 1 && text.clip.right() >= text.ink.right() - 1;
  return text.clip.height < scene.size.height && within_sides && !text.clip.encloses(text.ink, 1);
}

// What a person sees of a text.
ui::Rect seen(const ui::TextBlock& text) { return text.ink.intersected(text.clip); }

void judge_words(const ui::Scene& scene) {
  for (const auto& text : scene.texts) {
    if (scrolled_away(text, scene)) continue;
    INFO(text.name << ": " << text.text);
    CHECK(text.whole());
    CHECK_FALSE(text.text.empty());
    CHECK(ui::contrast(text.color, text.ground) >= 10);
  }
}

bool is_letter(char32_t c) {
  const bool latin = (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || (c >= 0xC0 && c < 0x2000);
  const bool tifinagh = c >= 0x2D30 && c < 0x2D80;
  return latin || tifinagh;
}

// A line that ends between two letters has cut a word in two.
void judge_breaks(const ui::Scene& scene) {
  for (const auto& command : scene.commands) {
    const auto* drawn = std::get_if<ui::DrawText>(&command);
    if (drawn == nullptr) continue;
    const auto& paragraph = *drawn->paragraph;
    for (std::size_t i = 0; i + 1 < paragraph.lines.size(); ++i) {
      const auto end = paragraph.lines[i].end_byte;
      const auto before = to_utf32(paragraph.text.substr(0, end));
      const auto after = to_utf32(paragraph.text.substr(end));
      INFO(paragraph.text << " in line " << i + 1);
      CHECK_FALSE((!before.empty() && !after.empty() && is_letter(before.back()) && is_letter(after.front())));
    }
  }
}

void judge_overlaps(const ui::Scene& scene) {
  for (std::size_t i = 0; i < scene.texts.size(); ++i)
    for (std::size_t j = i + 1; j < scene.texts.size(); ++j) {
      const auto common = seen(scene.texts[i]).intersected(seen(scene.texts[j]));
      if (common.width <= 1 || common.height <= 1) continue;
      INFO(scene.texts[i].name << " and " << scene.texts[j].name);
      FAIL_CHECK("two texts lie over each other");
    }
}

// What a finger can touch lies under none of the words around it.
void judge_edges(const ui::Scene& scene) {
  for (const auto& text : scene.texts)
    for (const auto& target : scene.targets) {
      const auto common = seen(text).intersected(target.rect);
      const bool own = text.name == target.name || target.rect.encloses(seen(text), 1);
      if (common.width <= 1 || common.height <= 1 || own) continue;
      INFO(text.name << " and " << target.name);
      FAIL_CHECK("a text lies across the edge of what can be touched");
    }
}

void judge_targets(const ui::Scene& scene, float px_per_mm) {
  const float least = ui::size::target * px_per_mm - 1;
  const float apart = ui::space::tight * px_per_mm - 1.5F;
  const ui::Rect screen{0, 0, scene.size.width, scene.size.height};
  for (std::size_t i = 0; i < scene.targets.size(); ++i) {
    const auto& target = scene.targets[i];
    INFO(target.name);
    CHECK(target.rect.width >= least);
    CHECK(target.rect.height >= least);
    CHECK(screen.encloses(target.rect, 0));
    // the whole screen, under the question's own buttons, or under what floats
    if (target.name == "idle.anywhere" || target.name == ui::anywhere_else) continue;
    for (std::size_t j = i + 1; j < scene.targets.size(); ++j) {
      INFO("and " << scene.targets[j].name);
      CHECK(target.rect.inset(-apart).intersected(scene.targets[j].rect).empty());
    }
  }
}

bool is_cut(const ui::Rect& rect, const ui::Rect& clip) {
  const bool seen = rect.y < clip.bottom() - 1 && rect.bottom() > clip.y + 1;
  return seen && (rect.y < clip.y - 1 || rect.bottom() > clip.bottom() + 1);
}

void judge_ink(const ui::DrawInk& ink, const ui::Rect& clip) {
  CHECK_FALSE(is_cut(ink.rect, clip));
  for (const auto& stroke : ink.strokes)
    for (const auto& point : stroke) CHECK(ink.rect.inset(-1).contains(point));
}

// What scrolls shows whole rows: a line of text is never cut, and no card that is lower than a fifth of the panel and
// fits. A field moves by its caret, and is not judged here.
void judge_folds(const ui::Scene& scene) {
  std::vector<ui::Rect> clips{{0, 0, scene.size.width, scene.size.height}};
  for (const auto& command : scene.commands) {
    if (const auto* push = std::get_if<ui::PushClip>(&command)) clips.push_back(push->rect);
    if (std::holds_alternative<ui::PopClip>(command)) clips.pop_back();
    const auto& clip = clips.back();
    if (const auto* ink = std::get_if<ui::DrawInk>(&command)) judge_ink(*ink, clip);
    const bool of_field = std::any_of(scene.fields.begin(), scene.fields.end(),
                                      [&](const auto& field) { return field.rect.intersected(clip) == clip; });
    if (clips.size() == 1 || of_field) continue;
    const auto is_low = [&](const ui::Rect& rect) {
      return rect.height < std::min(scene.size.height / 5, clip.height * 0.6F);
    };
    if (const auto* card = std::get_if<ui::StrokeRect>(&command); card != nullptr && is_low(card->rect)) {
      INFO("a card at " << card->rect.y << " in a fold from " << clip.y << " to " << clip.bottom());
      CHECK_FALSE(is_cut(card->rect, clip));
    }
    if (const auto* picture = std::get_if<ui::DrawPicture>(&command)) CHECK_FALSE(is_cut(picture->rect, clip));
    if (const auto* text = std::get_if<ui::DrawText>(&command))
      for (const auto& line : text->paragraph->lines) {
        INFO(text->paragraph->text);
        CHECK_FALSE(is_cut({text->origin.x, text->origin.y + line.y, line.width, line.height}, clip));
      }
  }
}

}  // namespace

void judge(Robot& robot) {
  const auto& scene = robot.scene();
  judge_words(scene);
  judge_breaks(scene);
  judge_overlaps(scene);
  judge_edges(scene);
  judge_targets(scene, robot.panel().px_per_mm);
  judge_folds(scene);
}

// Page by page from the first to the last. Pages end between rows: what is lower than half a page is whole on one.
void judge_pages(Robot& robot) {
  std::set<std::string> cut;
  std::set<std::string> whole;
  const auto look = [&] {
    judge(robot);
    for (const auto& text : robot.scene().texts) {
      if (text.whole()) whole.insert(text.name + text.text);
      if (!text.whole() && text.ink.height < text.clip.height * 0.3F) cut.insert(text.name + text.text);
    }
  };
  while (robot.can_tap("nav.less")) robot.tap("nav.less");
  look();
  int pages = 1;
  for (; pages < 60 && robot.can_tap("nav.more"); ++pages) {
    robot.tap("nav.more");
    look();
  }
  CHECK(pages < 60);
  while (robot.can_tap("nav.less")) robot.tap("nav.less");
  for (const auto& text : cut) {
    INFO(text);
    CHECK(whole.contains(text));
  }
}

// One case a panel, so that they run beside each other.
void sweep_and_judge(const NamedPanel& named) {
  CHECK(sweep(named, [](const std::string&, Robot& robot) { judge_pages(robot); }) > 16 * 20);
}

TEST_CASE("every screen in every language and text size is whole on an upright panel") { sweep_and_judge(panels[0]); }
TEST_CASE("every screen in every language and text size is whole on a wide panel") { sweep_and_judge(panels[1]); }
TEST_CASE("every screen in every language and text size is whole on a small panel") { sweep_and_judge(panels[2]); }

// A keyboard and the bar above it run left to right in every language.
bool is_physical(std::string_view target) {
  return target.starts_with("key.") || target.starts_with("variant.") || target.starts_with("edit.");
}

TEST_CASE("the sides of a screen are mirrored for Arabic on every panel") {
  for (const auto& [name, panel] : panels) {
    INFO(name);
    const auto places = [&panel = panel](Language language) {
      std::map<std::string, float> middles;
      tour(language, panel, [&](const std::string& screen, Robot& robot) {
        if (robot.state().session.choices.language != language) return;  // the waiting screen stands in Arabic
        for (const auto& target : robot.scene().targets)
          if (!is_physical(target.name)) middles[screen + ": " + target.name] = target.rect.x + target.rect.width / 2;
      });
      return middles;
    };
    const auto arabic = places(Language::ar);
    const auto french = places(Language::fr);
    int compared = 0;
    for (const auto& [target, x] : arabic) {
      INFO(target);
      if (!french.contains(target)) continue;  // "more" is there only where a language needs it
      const float middle = panel.size.width / 2;
      const float other = french.at(target);
      // near the middle, a target's side depends on the width of the words beside it
      if (std::abs(x - middle) < middle * 0.25F || std::abs(other - middle) < middle * 0.25F) continue;
      CHECK((x > middle) != (other > middle));
      ++compared;
    }
    CHECK(compared > 60);
  }
}

TEST_CASE("a keyboard is not mirrored") {
  const auto x_of = [](Language language) {
    Robot robot(some_station(), stored_at_once());
    robot.language(language).tap("menu.propose").tap_shown("theme.youth");
    return ui::find_target(robot.scene(), "key.1")->rect.x;
  };
  CHECK(x_of(Language::ar) == x_of(Language::fr));
}

TEST_CASE("a long proposal is reviewed page by page with a visible more") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth");
  std::string text;
  for (int i = 0; i < 400; ++i) text += "mot ";
  robot.tell(kiosk::event::Type{text}).tap("nav.next");
  REQUIRE(robot.can_tap("nav.more"));
  CHECK_FALSE(robot.can_tap("nav.less"));
  int pages = 1;
  while (robot.can_tap("nav.more")) {
    robot.tap("nav.more");
    ++pages;
    REQUIRE(pages < 50);
  }
  CHECK(robot.can_tap("nav.less"));
  CHECK(robot.can_tap("propose.review.author.edit"));
}
