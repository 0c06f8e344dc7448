#include <catch2/catch.hpp>

#include <set>

#include "sync/base/utf8.h"
#include "tests/content/pack.h"

namespace minbar {

namespace {

// What the presses type, as the kiosk would: shift holds for one key.
std::string typed(const Keyboards& keyboards, const std::vector<KeyPress>& presses) {
  std::string out;
  bool shifted = false;
  for (const auto& press : presses) {
    const auto& key = keyboards.find(press.layout)->rows[press.row][press.key];
    out += shifted ? key.shifted : key.emit;
    shifted = key.action == KeyAction::shift && !shifted;
  }
  return out;
}

void types(const Keyboards& keyboards, Language language, std::string_view text) {
  const auto start = keyboards.start_for(language).id;
  INFO(text);
  CHECK(typed(keyboards, presses_for(keyboards, start, text)) == text);
}

}  // namespace

TEST_CASE("every Arabic letter and hamza is on the first Arabic keyboard") {
  const auto content = test::real_content();
  const auto& arabic = content.keyboards.start_for(Language::ar);
  for (const auto c : to_utf32("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآئءؤةى0123456789،.؟")) {
    const auto letter = to_utf8(std::u32string(1, c));
    INFO(letter);
    CHECK(presses_for(content.keyboards, arabic.id, letter).size() == 1);
  }
  bool lam_alef = false;
  for (const auto& row : arabic.rows)
    for (const auto& key : row) lam_alef = lam_alef || key.emit == "لا";
  CHECK(lam_alef);
  CHECK(presses_for(content.keyboards, arabic.id, "لا").size() == 1);
}

TEST_CASE("every French letter is on the first French keyboard with at most a shift") {
  const auto content = test::real_content();
  const auto& french = content.keyboards.start_for(Language::fr);
  for (const auto c : to_utf32("azertyuiopqsdfghjklmwxcvbnéèêàçùôîû0123456789’,.?!@")) {
    const auto letter = to_utf8(std::u32string(1, c));
    INFO(letter);
    CHECK(presses_for(content.keyboards, french.id, letter).size() == 1);
  }
  for (const auto c : to_utf32("AZERTYUIOPQSDFGHJKLMWXCVBNÉÈÊÀÇÙÔÎÛ")) {
    const auto letter = to_utf8(std::u32string(1, c));
    INFO(letter);
    CHECK(presses_for(content.keyboards, french.id, letter).size() == 2);
  }
}

TEST_CASE("the keyboards type the sentences citizens write") {
  const auto content = test::real_content();
  for (const auto* text :
       {"نقترح إصلاح الإنارة العمومية في الشارع الرئيسي، لأن 14 عمودا معطلا منذ 3 أشهر، خصوصا بين الساعة 19:30 و23:00.",
        "أقترح إحداث arrêt جديد للحافلة رقم 12 أمام الثانوية (lycée)، وتركيب abribus يحمي التلاميذ من الشمس والمطر.",
        "علاش كنتسناو ساعتين باش نصححو الإمضاء؟ ديرو نظام التذاكر (tickets) ولا خليو الناس تاخد rendez-vous "
        "فالتيليفون.",
        "وضع ولوجيات للكراسي المتحركة بمدخل مقر الجماعة: الارتفاع الحالي 18 سم، والميل المطلوب لا يتجاوز 5%.",
        "Créer un conseil des jeunes (15–25 ans) qui donne son avis sur le budget « sport et culture » avant l’été.",
        "L’éclairage de la rue n° 7 est en panne depuis le 03/02/2026 ; merci d’afficher un numéro.",
        "Le cœur du village, où Noël est fêté\nà côté de l’école, ça va ?", "prenom.nom@exemple.ma",
        "ⴰⵣⵓⵍ, ⵔⵉⵖ ⴰⴷ ⵉⵍⵉ abribus ⴳ ⵓⴱⵔⵉⴷ 14. ⵎⴰⵏⵉ ⵉⵍⵍⴰ ⵓⵙⵙⵉⵔⴰ (école)?"}) {
    types(content.keyboards, Language::ar, text);
    types(content.keyboards, Language::zgh, text);
    types(content.keyboards, Language::fr, text);
  }
}

TEST_CASE("a letter no keyboard has is said to be out of reach") {
  const auto content = test::real_content();
  CHECK(presses_for(content.keyboards, "ar", "字").empty());
  CHECK(presses_for(content.keyboards, "ar", "").empty());
  CHECK(presses_for(content.keyboards, "nowhere", "a").empty());
}

TEST_CASE("all 32 Tifinagh letters are on the first Tamazight keyboard without shift") {
  const auto content = test::real_content();
  const auto& tamazight = content.keyboards.start_for(Language::zgh);
  CHECK(tamazight.language == Language::zgh);
  const auto letters = to_utf32("ⴰⴱⴳⵯⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥ");
  REQUIRE(letters.size() == 32);
  for (const auto c : letters + to_utf32("0123456789,.?!:;-’«»")) {
    const auto letter = to_utf8(std::u32string(1, c));
    INFO(letter);
    CHECK(presses_for(content.keyboards, tamazight.id, letter).size() == 1);
  }
}

TEST_CASE("Tifinagh letters lie where the Moroccan hardware layout has them") {
  // The rows of IRCAM's basic layout, as xkeyboard-config gives them (symbols/ma, variant tifinagh).
  const auto content = test::real_content();
  std::vector<std::string> rows;
  for (const auto& row : content.keyboards.find("zgh")->rows) {
    auto& line = rows.emplace_back();
    for (const auto& key : row)
      if (key.emit.starts_with("\xE2\xB4") || key.emit.starts_with("\xE2\xB5")) line += key.emit;  // U+2D00 to U+2D7F
  }
  CHECK(rows[1] == "ⴰⵣⴻⵔⵜⵢⵓⵉⵄⵃⵯ");
  CHECK(rows[2] == "ⵇⵙⴷⴼⴳⵀⵊⴽⵍⵎ");
  CHECK(rows[3] == "ⵡⵅⵛⵖⴱⵏ");
}

TEST_CASE("every row fills the keyboard and a key that types takes one column") {
  const auto content = test::real_content();
  for (const auto& layout : content.keyboards.layouts)
    for (const auto& row : layout.rows) {
      int units = 0;
      for (const auto& key : row) {
        INFO(layout.id << " " << key.emit);
        if (key.action == KeyAction::emit) CHECK(key.width == 1);
        units += key.width;
      }
      CHECK(units == keyboard_units);
    }
}

TEST_CASE("Arabic and Tamazight have no shift and every layout leads to the letters of all scripts and to symbols") {
  const auto content = test::real_content();
  std::set<std::string> letters;
  for (const auto language : all_languages) letters.insert(content.keyboards.start_for(language).id);
  CHECK(letters.size() == 3);
  for (const auto& layout : content.keyboards.layouts) {
    INFO(layout.id);
    std::set<std::string> within_reach{layout.id};
    for (const auto& row : layout.rows)
      for (const auto& key : row) {
        CHECK_FALSE((layout.language != Language::fr && key.action == KeyAction::shift));
        if (key.action == KeyAction::layout) within_reach.insert(key.layout);
      }
    for (const auto& id : letters) CHECK(within_reach.contains(id));
    CHECK(within_reach.size() == 4);
  }
}

}  // namespace minbar
