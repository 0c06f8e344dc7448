#include <catch2/catch.hpp>

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
        "Le cœur du village, où Noël est fêté\nà côté de l’école, ça va ?", "prenom.nom@exemple.ma"}) {
    types(content.keyboards, Language::ar, text);
    types(content.keyboards, Language::fr, text);
  }
}

TEST_CASE("a letter no keyboard has is said to be out of reach") {
  const auto content = test::real_content();
  CHECK(presses_for(content.keyboards, "ar", "字").empty());
  CHECK(presses_for(content.keyboards, "ar", "").empty());
  CHECK(presses_for(content.keyboards, "nowhere", "a").empty());
}

TEST_CASE("every row fills the keyboard with keys of a fingers size") {
  const auto content = test::real_content();
  const float unit_mm = 194.0F / keyboard_units;
  const float gap_mm = 2.54F;
  for (const auto& layout : content.keyboards.layouts)
    for (const auto& row : layout.rows) {
      float units = 0;
      for (const auto& key : row) {
        INFO(layout.id << " " << key.emit);
        CHECK(key.width * unit_mm - gap_mm >= 12.7F);
        units += key.width;
      }
      CHECK(units == Approx(keyboard_units));
    }
}

TEST_CASE("Arabic has no shift and every layout leads to the letters of both scripts") {
  const auto content = test::real_content();
  for (const auto& layout : content.keyboards.layouts) {
    for (const auto& row : layout.rows)
      for (const auto& key : row) CHECK_FALSE((layout.language == Language::ar && key.action == KeyAction::shift));
    CHECK_FALSE(presses_for(content.keyboards, layout.id, "ض").empty());
    CHECK_FALSE(presses_for(content.keyboards, layout.id, "é").empty());
  }
}

}  // namespace minbar
