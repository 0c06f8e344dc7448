#include "tests/ui/text/text_world.h"
#include "ui/text/dump.h"

namespace minbar::test {

namespace {

struct Case {
  std::string_view text;
  ui::TextStyle style;
  float width = one_line;
};

void pin(const std::string& name, const std::vector<Case>& cases) {
  TextWorld world;
  std::string all;
  for (const auto& c : cases) {
    const auto paragraph = world.typesetter.layout(c.text, c.style, c.width);
    require_lawful(world, *paragraph, c.text, c.width);
    all += ui::text::dump(*paragraph, world.fonts) + "\n";
  }
  check_golden(name, all);
}

ui::TextStyle bold(ui::TextStyle style) {
  style.weight = ui::FontWeight::bold;
  return style;
}

ui::TextStyle aligned(ui::TextStyle style, ui::TextAlign align) {
  style.align = align;
  return style;
}

ui::TextStyle at_most(ui::TextStyle style, int lines) {
  style.max_lines = lines;
  return style;
}

}  // namespace

TEST_CASE("Arabic letters join") {
  pin("joined_arabic", {{"نقترح إصلاح الإنارة", arabic()}, {"منبر", bold(arabic(40))}, {"بـــيت", arabic()}});
}

TEST_CASE("Lam and alef become one glyph with their hamza and madda") {
  pin("lam_alef", {{"الأمة الإنارة الآن لا", arabic()}, {"لأ لإ لآ لا", arabic()}});
}

TEST_CASE("Vowel marks stand on their letters") {
  pin("tashkeel", {{"مُقْتَرَحٌ", arabic()}, {"اللُّغَةُ العَرَبِيَّةُ", bold(arabic())}, {"إلَّا", arabic()}});
}

TEST_CASE("Arabic holds Latin words and numbers and brackets in their order") {
  pin("arabic_with_others", {{"الثانوية (lycée)، رقم 12", arabic()},
                             {"نسبة 45% أو 3/4 [تقريبا]", arabic()},
                             {"يوم 01/10/2026 من 9:00 إلى 18:30.", arabic()},
                             {"شاهدوا https://agadir.ma/a?b=1 غدا", arabic()},
                             {"Avenue «الحسن الثاني» (centre)", french()},
                             {"السعر: 1.250,50 DH - و١٢٣", arabic()}});
}

TEST_CASE("Tifinagh borrows digits and punctuation from the Latin face") {
  pin("tifinagh", {{"ⵜⴰⵎⴰⵣⵉⵖⵜ 2026: ⵉⵢⵢⴰ!", tamazight()}, {"ⴰⵣⵓⵍ (الجماعة)", bold(tamazight())}});
}

TEST_CASE("French guillemets keep to what they quote") {
  pin("french", {{"Le « budget participatif » : 20 % d’ici 18 h 30 ?", french()},
                 {"Le budget « sport » du quartier, œuvre d’été", bold(french()), 160}});
}

TEST_CASE("Lines wrap in each direction and stand at their start") {
  pin("wrapping", {{"نقترح إصلاح الإنارة العمومية في الشارع الرئيسي", arabic(), 220},
                   {"Je propose d’installer des poubelles de tri", french(), 220},
                   {"ⴰⵙⵓⵎⵔ ⴰⵎⴰⵢⵏⵓ ⵏ ⵜⵎⴷⵉⵏⵜ", tamazight(), 160},
                   {"نقترح\nUne idée\n\n12", arabic(), 300},
                   {"وسط", aligned(arabic(), ui::TextAlign::center), 200},
                   {"fin", aligned(french(), ui::TextAlign::end), 200}});
}

TEST_CASE("A text too long for its lines ends in an ellipsis") {
  pin("ellipsis", {{"نقترح إصلاح الإنارة العمومية في الشارع", at_most(arabic(), 1), 240},
                   {"Je propose d’installer des poubelles", at_most(french(), 2), 140},
                   {"الإنارةالعموميةفيالشارع", at_most(arabic(), 1), 120}});
}

TEST_CASE("What no face has is one neutral symbol") {
  pin("missing", {{"نعم 👍🏽 شكرا 👨‍👩‍👧 漢字", arabic()},
                  {"ok \xEE\x97\x8D \xF0\x9F\x87\xB2\xF0\x9F\x87\xA6", french()}});
}

TEST_CASE("Control characters take no room and show nothing") {
  pin("controls", {{"a\u202Eabc\u202Cd\u200F\u2066x\u2069", french()}, {"نص\u0007 تجـ\u200Dـربة\tهنا", arabic()}});
}

TEST_CASE("Every citizen input is laid out as its golden says") {
  for (const auto& sample : citizen_inputs()) {
    if (sample.text.size() > 4000) continue;  // the long one is a test of its own
    pin("citizen_" + sample.id, {{sample.text, style_for(sample, 24), 480}});
  }
}

}  // namespace minbar::test
