// Every keyboard on the panels that kiosks have, under the finger of a citizen who writes.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

#include "kiosk/parts/typing.h"
#include "sync/domain/keyboards/keyboards_fit.h"
#include "tests/support/tour.h"
#include "ui/keyboard.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// How many columns of keys each of the panels has room for, in their order.
constexpr std::array columns{11, 11, 8};

// To the keys by whichever theme stands first: a small panel shows them page by page.
void open_keys(Robot& robot, Language language) {
  robot.language(Language::ar);
  if (language != Language::ar) robot.language(language);
  robot.tap("menu.propose");
  for (const auto& target : robot.scene().targets)
    if (target.name.starts_with("theme.")) return void(robot.tap(std::string(target.name)));
}

using KeyboardLook = std::function<void(const NamedPanel& panel, const KeyboardLayout& layout, Robot& robot)>;

// Each layout is reached by its own keys, from the one the interface begins with.
void every_keyboard(const KeyboardLook& look) {
  for (const auto& panel : panels)
    for (const auto& start : {Language::ar, Language::zgh, Language::fr}) {
      Robot robot(some_station(), stored_at_once(), panel.panel);
      open_keys(robot, start);
      const auto letters = real_pack().keyboards.start_for(start);
      for (const auto& layout : {letters, *real_pack().keyboards.find("symbols_" + letters.id)}) {
        INFO(panel.name << ", " << layout.id);
        if (layout.id != letters.id) robot.tap("key.layout." + layout.id);
        look(panel, layout, robot);
      }
    }
}

int columns_of(const NamedPanel& panel) {
  for (std::size_t i = 0; i < panels.size(); ++i)
    if (panels[i].name == panel.name) return columns[i];
  return 0;
}

std::vector<ui::TapTarget> keys_of(Robot& robot) {
  std::vector<ui::TapTarget> keys;
  for (const auto& target : robot.scene().targets)
    if (target.name.starts_with("key.")) keys.push_back(target);
  return keys;
}

}  // namespace

TEST_CASE("every key on every panel is a fingers size and a fingers distance from the next") {
  every_keyboard([](const NamedPanel& on, const KeyboardLayout&, Robot& robot) {
    const float least = ui::size::target * on.panel.px_per_mm;
    const float gap = ui::space::tight * on.panel.px_per_mm;
    const auto keys = keys_of(robot);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      INFO(keys[i].name);
      CHECK(keys[i].rect.width >= least);
      CHECK(keys[i].rect.height >= least);
      // grown by almost a gap it still touches no neighbour
      const auto& r = keys[i].rect;
      const ui::Rect around{r.x - gap + 0.1F, r.y - gap + 0.1F, r.width + 2 * gap - 0.2F, r.height + 2 * gap - 0.2F};
      for (std::size_t j = 0; j < keys.size(); ++j) {
        INFO("and " << keys[j].name);
        if (i != j) CHECK(around.intersected(keys[j].rect).empty());
      }
    }
  });
}

TEST_CASE("every key is on every panel once and in the order in which it is read") {
  every_keyboard([](const NamedPanel& on, const KeyboardLayout& layout, Robot& robot) {
    auto keys = keys_of(robot);
    std::stable_sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) {
      return a.rect.y != b.rect.y ? a.rect.y < b.rect.y : a.rect.x < b.rect.x;
    });
    std::vector<std::string> shown;
    for (const auto& key : keys) shown.push_back(key.name);
    std::vector<std::string> expected;
    for (const auto& row : fit_keys(layout, columns_of(on)))
      for (const auto& key : row) expected.push_back(kiosk::typing::key_name(key));
    CHECK(shown == expected);
  });
}

TEST_CASE("the keyboard stays within the content and leaves two lines of text above it") {
  every_keyboard([](const NamedPanel& on, const KeyboardLayout& layout, Robot& robot) {
    const auto& field = ui::find_target(robot.scene(), "propose.text")->rect;
    const float px = on.panel.px_per_mm;
    const auto& body = ui::default_theme().text(ui::TextRole::body);
    const auto stack = kiosk::parts::stack_of(layout.language);
    const float line = ui::em_mm_of(body, stack, 1) * body.line_height * ui::look_of(stack).leading;
    CHECK(field.height >= (2 * line + 2 * ui::space::tight) * px - 1);
    const bool beside = on.panel.size.width > on.panel.size.height;  // there the keys stand at the end
    for (const auto& key : keys_of(robot)) {
      INFO(key.name);
      if (!beside) {
        CHECK(key.rect.x >= field.x - 1);
        CHECK(key.rect.right() <= field.right() + 1);
        CHECK(key.rect.y >= field.bottom());
      }
      CHECK(key.rect.x >= 0);
      CHECK(key.rect.right() <= on.panel.size.width);
      CHECK(key.rect.bottom() <= on.panel.size.height);
      for (const auto& other : robot.scene().targets)
        if (!other.name.starts_with("key.")) CHECK(key.rect.intersected(other.rect).empty());
    }
  });
}

TEST_CASE("letter keys of a panel are all of one width and no wider than a hand likes") {
  every_keyboard([](const NamedPanel& on, const KeyboardLayout&, Robot& robot) {
    const auto one = ui::find_target(robot.scene(), "key.1")->rect.width;
    CHECK(one <= 22 * on.panel.px_per_mm);
    for (const auto& key : keys_of(robot))
      if (!key.name.starts_with("key.layout") && key.name != "key.space" && key.name != "key.enter" &&
          key.name != "key.shift" && key.name != "key.backspace")
        CHECK(key.rect.width == one);
  });
}

TEST_CASE("the label of every key is whole and inside its key") {
  every_keyboard([](const NamedPanel&, const KeyboardLayout&, Robot& robot) {
    const auto keys = keys_of(robot);
    std::size_t labels = 0;
    for (const auto& text : robot.scene().texts)
      for (const auto& key : keys) {
        if (!key.rect.encloses(text.box, 0)) continue;
        INFO(key.name << ": " << text.text);
        CHECK(text.whole());
        CHECK(key.rect.encloses(text.ink, 0));
        ++labels;
      }
    // Shift, backspace and enter bear icons, and so does a space bar that is as narrow as the keys beside it.
    const auto width = [&](std::string_view name) { return ui::find_target(robot.scene(), name)->rect.width; };
    const std::size_t icons = width("key.space") < 4 * width("key.1") ? 4 : 3;
    CHECK(labels >= keys.size() - icons);
  });
}

TEST_CASE("a citizen writes Tamazight with digits a French word and a question mark on every panel") {
  const std::string said = "ⴰⵣⵓⵍ! ⵎⴰⵏⵉ ⵉⵍⵍⴰ l’arrêt ⵏ ⵓⴱⵔⵉⴷ 14, ⴳ ⵓⴳⵯⴹⵉ?";
  for (const auto& on : panels) {
    INFO(on.name);
    Robot robot(some_station(), stored_at_once(), on.panel);
    open_keys(robot, Language::zgh);
    robot.keys(said);
    CHECK(robot.reads("propose.text") == said);
  }
}

TEST_CASE("the keys that change the keyboard say where they lead in that language") {
  Robot robot(some_station(), stored_at_once());
  open_keys(robot, Language::en);
  const auto label_of = [&](std::string_view name) {
    const auto key = ui::find_target(robot.scene(), name)->rect;
    for (const auto& text : robot.scene().texts)
      if (key.encloses(text.box, 0)) return text.text;
    return std::string();
  };
  const auto& words = real_pack().words;
  CHECK(label_of("key.layout.ar") == words.say(Language::ar, "language.name").text);
  CHECK(label_of("key.layout.zgh") == words.say(Language::zgh, "language.name").text);
  CHECK(label_of("key.layout.symbols_fr") == words.say(Language::en, "keyboard.symbols").text);
  robot.tap("key.layout.zgh");
  CHECK(label_of("key.layout.fr") == words.say(Language::fr, "language.name").text);
  CHECK(label_of("key.space") == words.say(Language::zgh, "language.name").text);
}
