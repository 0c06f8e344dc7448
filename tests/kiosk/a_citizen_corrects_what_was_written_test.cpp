#include <catch2/catch.hpp>
#include <set>

#include "sync/base/limits.h"
#include "tests/support/tour.h"

using namespace minbar;
using namespace minbar::test;

namespace {

Robot& write(Robot& robot, Language language) {
  return robot.language(language).tap("menu.propose").tap_shown("theme.youth");
}

// A finger at so many pixels from the left of the text's first line.
void touch_text(Robot& robot, float x) {
  const auto& field = robot.scene().fields.front();
  const ui::Point at{field.origin.x + x, field.origin.y + field.paragraph->lines[0].baseline / 2};
  robot.app().touch({ui::TouchEvent::Kind::down, 1, at});
  robot.app().touch({ui::TouchEvent::Kind::up, 1, at});
}

// The boxes painted behind letters.
int selected_boxes(Robot& robot) {
  const auto color = ui::default_theme().color(ui::ColorRole::selection);
  int boxes = 0;
  for (const auto& command : robot.scene().commands)
    if (const auto* fill = std::get_if<ui::FillRect>(&command)) boxes += fill->color == color ? 1 : 0;
  return boxes;
}

// The painted carets, within the field.
std::vector<ui::Rect> carets(Robot& robot) {
  const auto color = ui::default_theme().color(ui::ColorRole::primary);
  std::vector<ui::Rect> found;
  for (const auto& command : robot.scene().commands)
    if (const auto* fill = std::get_if<ui::FillRect>(&command))
      if (fill->color == color && fill->rect.width < 4 && robot.scene().fields.front().rect.encloses(fill->rect, 1))
        found.push_back(fill->rect);
  return found;
}

}  // namespace

TEST_CASE("the left arrow moves left on the screen in Arabic and in French") {
  Robot arabic(some_station(), stored_at_once());
  write(arabic, Language::ar).keys("ملب");
  arabic.tap("edit.right").keys("ع");  // back between two letters: to the right, where Arabic begins
  CHECK(arabic.reads("propose.text") == "ملعب");
  Robot french(some_station(), stored_at_once());
  write(french, Language::fr).keys("stde");
  french.tap("edit.left").tap("edit.left").keys("a");
  CHECK(french.reads("propose.text") == "stade");
  french.tap("edit.right").keys("x");
  CHECK(french.reads("propose.text") == "stadxe");
}

TEST_CASE("the caret shows two places where directions meet and changes with the keyboard") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::ar).keys("رقم");
  CHECK(carets(robot).size() == 1);
  robot.keys(" led");  // the French keys are up now
  const auto latin = carets(robot);
  REQUIRE(latin.size() == 2);
  CHECK(latin[0].x > latin[1].x);            // letters go on at the right of the Latin word
  CHECK(latin[0].height > latin[1].height);  // and that place is the greater
  robot.tap("key.layout.ar");
  const auto arabic = carets(robot);
  REQUIRE(arabic.size() == 2);
  CHECK(arabic[0].x == latin[1].x);
  CHECK(arabic[1].x == latin[0].x);
}

TEST_CASE("digits before the first letter stand where the letters after them will put them") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::ar).keys("14 ");
  const auto right_of_digits = [&] {
    const auto& field = robot.scene().fields.front();
    for (const auto& run : field.paragraph->lines[0].runs)
      if (run.start_byte == 0) return run.x + run.width;
    return 0.0F;
  };
  const float before = right_of_digits();
  CHECK(robot.scene().fields.front().paragraph->rtl);
  robot.keys("عمود");
  CHECK(right_of_digits() == Approx(before).margin(1));
}

TEST_CASE("digits and signs of any script wait for a letter before they choose a side") {
  const auto begins_right = [](Language reader, const std::string& layout, const std::string& typed) {
    Robot robot(some_station(), stored_at_once());
    write(robot, reader).tell(kiosk::event::UseLayout{layout}).tell(kiosk::event::Type{typed});
    return robot.scene().fields.front().paragraph->rtl;
  };
  for (const auto* typed : {"14 ", "\u0661\u0664 ", "\u060C", "\u066A", "\u064E", "\u2260 ", "\u2122"}) {
    INFO(typed);
    CHECK(begins_right(Language::fr, "ar", typed));
    CHECK_FALSE(begins_right(Language::ar, "fr", typed));
  }
  CHECK_FALSE(begins_right(Language::fr, "ar", "14 a"));
  CHECK(begins_right(Language::ar, "fr", "14 \u0628"));
}

TEST_CASE("a double tap selects a word and what is typed takes its place") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr).keys("rue large");
  touch_text(robot, 4);
  CHECK(selected_boxes(robot) == 0);
  touch_text(robot, 4);
  CHECK(selected_boxes(robot) == 1);
  CHECK(carets(robot).empty());
  robot.keys("voie");
  CHECK(robot.reads("propose.text") == "voie large");
  robot.tap("edit.undo");
  CHECK(robot.reads("propose.text") == "rue large");
}

TEST_CASE("a text higher than its field stays under the finger so that a double tap meets one word") {
  Robot robot(some_station(), stored_at_once(), panels[2].panel);
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth");
  std::string text;
  for (int i = 0; i < 100; ++i) text += "mot" + std::to_string(i) + " ";
  robot.tell(kiosk::event::Type{text});
  const auto field = robot.scene().fields.front();
  const ui::Point at{field.rect.x + 40, field.rect.y + 20};
  REQUIRE(field.origin.y < field.rect.y);
  for (int i = 0; i < 2; ++i) {
    robot.app().touch({ui::TouchEvent::Kind::down, 1, at});
    robot.app().touch({ui::TouchEvent::Kind::up, 1, at});
  }
  CHECK(robot.scene().fields.front().origin == field.origin);
  const auto color = ui::default_theme().color(ui::ColorRole::selection);
  bool met = false;
  for (const auto& command : robot.scene().commands)
    if (const auto* fill = std::get_if<ui::FillRect>(&command))
      met = met || (fill->color == color && fill->rect.contains(at));
  CHECK(met);
  // What is shown begins with a whole line.
  for (const auto& line : field.paragraph->lines) {
    const float top = field.origin.y + line.y;
    CHECK((top >= field.rect.y - 1 || top + line.height <= field.rect.y + 1));
  }
}

TEST_CASE("delete takes a selected word and an arrow leaves it at its own side") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::ar).keys("حافلة led جديدة");
  robot.tell(kiosk::event::SelectWord{kiosk::Field::text, 0});
  robot.tap("edit.right").keys("ا");  // before the first letter, which is at the right
  CHECK(robot.reads("propose.text") == "احافلة led جديدة");
  robot.tell(kiosk::event::SelectWord{kiosk::Field::text, 2}).tap("key.backspace");
  CHECK(robot.reads("propose.text") == " led جديدة");
}

TEST_CASE("two taps far apart in time or place select nothing") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr).keys("rue large et droite");
  touch_text(robot, 4);
  robot.wait(600);
  touch_text(robot, 4);
  CHECK(selected_boxes(robot) == 0);
  robot.wait(600);
  touch_text(robot, 4);
  touch_text(robot, 200);
  CHECK(selected_boxes(robot) == 0);
}

TEST_CASE("two taps at one place are a double tap up to four tenths of a second and not with a key between them") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr).keys("rue large et droite");
  touch_text(robot, 4);
  robot.wait(401);
  touch_text(robot, 4);
  CHECK(selected_boxes(robot) == 0);
  robot.wait(400);
  touch_text(robot, 4);
  CHECK(selected_boxes(robot) == 1);
  touch_text(robot, 4);  // the third of three begins anew
  CHECK(selected_boxes(robot) == 0);
  for (const auto* between : {"key.n", "edit.right"}) {
    INFO(between);
    robot.wait(1000);
    touch_text(robot, 4);
    robot.tap(between);
    touch_text(robot, 4);
    CHECK(selected_boxes(robot) == 0);
  }
}

TEST_CASE("undo gives back what delete took and what cannot be done is not shown") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr);
  for (const auto* key : {"edit.left", "edit.right", "edit.undo"}) CHECK_FALSE(robot.can_tap(key));
  robot.keys("la rue");
  for (const auto* key : {"edit.left", "edit.right", "edit.undo"}) CHECK(robot.can_tap(key));
  for (int i = 0; i < 6; ++i) robot.tap("key.backspace");
  robot.tap("edit.undo");
  CHECK(robot.reads("propose.text") == "la rue");
  robot.tap("edit.undo");
  CHECK(robot.reads("propose.text") == "la ");
  robot.tap("edit.undo");
  CHECK_FALSE(robot.can_tap("edit.undo"));
  CHECK(robot.sees("propose.text.placeholder"));
}

TEST_CASE("the arrows stand at their own sides in every language") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::ar).keys("ملعب");
  const auto x_of = [&](std::string_view name) { return ui::find_target(robot.scene(), name)->rect.x; };
  CHECK(x_of("edit.left") < x_of("edit.right"));
  const float arabic = x_of("edit.left");
  robot.language(Language::fr);
  CHECK(x_of("edit.left") == arabic);
}

TEST_CASE("how many letters are left is said with the plural of each number") {
  const auto left = [](Language language, std::size_t count) {
    Robot robot(some_station(), stored_at_once());
    write(robot, language).tell(kiosk::event::Type{std::string(limits::proposal_code_points - count, 'a')});
    return robot.reads(count == 0 ? "propose.text.full" : "propose.text.left");
  };
  std::set<std::string> forms;
  for (const std::size_t count : {0U, 1U, 2U, 7U, 23U, 200U}) {
    auto form = left(Language::ar, count);
    for (auto at = form.find_first_of("0123456789"); at != std::string::npos; at = form.find_first_of("0123456789"))
      form.erase(at, 1);
    forms.insert(form);
  }
  CHECK(forms.size() == 6);  // none, one, two, few, many, a hundred
  CHECK(left(Language::fr, 1).find('1') != std::string::npos);
  CHECK(left(Language::fr, 1).back() != 's');
  CHECK(left(Language::fr, 2).back() == 's');
  CHECK(left(Language::en, 1).find(" letter left") != std::string::npos);
  CHECK(left(Language::en, 200).find(" letters left") != std::string::npos);
  CHECK_FALSE(left(Language::zgh, 3).empty());
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr).tell(kiosk::event::Type{std::string(limits::proposal_code_points - 201, 'a')});
  CHECK_FALSE(robot.sees("propose.text.left"));  // of no interest yet
}

TEST_CASE("a name and a contact say how many letters are left as well") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr).keys("stade").tap("nav.next");
  robot.tap("propose.review.author.edit");
  robot.tap_shown("propose.author.consent").tap_shown("propose.author.named");
  robot.tell(kiosk::event::Type{std::string(limits::name_code_points - 3, 'a')});
  CHECK(robot.reads("propose.text.left").find('3') != std::string::npos);
  robot.tap("edit.left").keys("b");
  CHECK(robot.reads("propose.text.left").find('2') != std::string::npos);
  robot.tap("author.contact");
  CHECK_FALSE(robot.can_tap("edit.undo"));  // the empty one has nothing to undo
  robot.tell(kiosk::event::Type{std::string(limits::contact_code_points - 5, '1')});
  CHECK(robot.reads("propose.text.left").find('5') != std::string::npos);
}

TEST_CASE("a selected word of two directions is painted in pieces and typed over whole") {
  Robot robot(some_station(), stored_at_once());
  const std::string text = "رقمled led";  // on the screen "led" of the first word is parted from "رقم" by the second
  write(robot, Language::ar).tell(kiosk::event::Type{text});
  robot.tell(kiosk::event::SelectWord{kiosk::Field::text, 0});
  CHECK(selected_boxes(robot) == 2);
  robot.keys("لا");
  CHECK(robot.reads("propose.text") == "لا led");
  CHECK(selected_boxes(robot) == 0);
  robot.tap("edit.undo");
  CHECK(robot.reads("propose.text") == text);
}

TEST_CASE("nothing of what was undone or deleted is left after the session") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr).keys("secret");
  for (int i = 0; i < 6; ++i) robot.tap("key.backspace");
  robot.tap("nav.start_again");
  write(robot, Language::fr);
  CHECK_FALSE(robot.can_tap("edit.undo"));
  CHECK(robot.on<kiosk::propose::Write>().draft.text == ui::TextEdit{});
}
