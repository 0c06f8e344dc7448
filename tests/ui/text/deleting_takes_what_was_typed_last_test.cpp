// The keys of a text field on real letters: what delete takes (ui/text_edit.h says which rule), where the caret then
// stands, which word a double tap selects.
#include <array>

#include "sync/base/utf8.h"
#include "tests/support/seeded_random.h"
#include "tests/ui/text/text_world.h"
#include "ui/text_edit.h"

namespace minbar::test {

namespace {

struct Keys {
  TextWorld world;
  ui::GraphemeBreaks breaks = [this](std::string_view text) { return world.typesetter.grapheme_boundaries(text); };
  ui::WordRanges words = [this](std::string_view text) { return world.typesetter.words(text); };

  // What is left after each press of delete, from the end of the text.
  std::vector<std::string> deleting(std::string text) const {
    ui::TextEdit edit{.text = std::move(text)};
    edit.caret = edit.text.size();
    std::vector<std::string> left;
    while (edit.caret > 0) {
      edit = erase_before(edit, breaks);
      left.push_back(edit.text);
    }
    return left;
  }
  std::string word_at(std::string_view text, std::string_view before) const {
    const auto edit = select_word({.text = std::string(text)}, before.size(), words, breaks);
    const auto range = selection(edit);
    return edit.text.substr(range.start, range.size());
  }
};

using Left = std::vector<std::string>;

}  // namespace

TEST_CASE("Delete takes a tashkeel before its letter and one tashkeel of two") {
  const Keys keys;
  CHECK(keys.deleting("م\u0651\u064E") == Left{"م\u0651", "م", ""});
  CHECK(keys.deleting("بٌ") == Left{"ب", ""});
  CHECK(keys.deleting("שָׁ").size() == 3);
  CHECK(keys.deleting("e\u0301") == Left{"e", ""});
  CHECK(keys.deleting("\u00E9") == Left{""});
}

TEST_CASE("Delete takes the alef of a lam-alef first") {
  const Keys keys;
  CHECK(keys.deleting("لا") == Left{"ل", ""});
  CHECK(keys.deleting("لأ") == Left{"ل", ""});
}

TEST_CASE("Delete takes a picture of several code points whole") {
  const Keys keys;
  for (const std::string picture : {"🇲🇦", "👍🏽", "👨‍👩‍👧‍👦", "❤️", "❤️‍🔥", "1️⃣",
                                    "🏳️‍🌈", "🧑🏽‍🤝‍🧑🏻", "😀"}) {
    INFO(picture);
    CHECK(keys.deleting("a" + picture) == Left{"a", ""});
  }
  CHECK(keys.deleting("🇲🇦🇫🇷") == Left{"🇲🇦", ""});
  CHECK(keys.deleting("a\r\n") == Left{"a", ""});
}

TEST_CASE("Delete takes a joiner of letters by itself") {
  const Keys keys;
  CHECK(keys.deleting("ه\u200D") == Left{"ه", ""});
  CHECK(keys.deleting("می\u200Cخ") == Left{"می\u200C", "می", "م", ""});
}

TEST_CASE("Letters that join across the caret leave it behind them") {
  const Keys keys;
  const auto joined = ui::erase_before({.text = "a\n\u0301", .caret = 2}, keys.breaks);
  CHECK(joined.text == "a\u0301");
  CHECK(joined.caret == 3);
  const auto typed = ui::insert({.text = "\u0301", .caret = 0}, "e", {.code_points = 9}, keys.breaks);
  CHECK(typed.caret == 3);
}

TEST_CASE("A double tap selects a whole word of any script and no space beside it") {
  const Keys keys;
  CHECK(keys.word_at("نقترح إصلاح الإنارة", "نقترح إص") == "إصلاح");
  CHECK(keys.word_at("مُقْتَرَحٌ جديد", "مُ") == "مُقْتَرَحٌ");
  CHECK(keys.word_at("ⴰⵣⵓⵍ ⵜⴰⵎⴰⵣⵉⵖⵜ", "ⴰⵣⵓⵍ ⵜⴰ") == "ⵜⴰⵎⴰⵣⵉⵖⵜ");
  CHECK(keys.word_at("voir l’éclairage, svp", "voir l’écl") == "l’éclairage");
  CHECK(keys.word_at("voir l’éclairage, svp", "voir l’éclairage") == "l’éclairage");
  CHECK(keys.word_at("حافلة LED 14", "حافلة L") == "LED");
  CHECK(keys.word_at("حافلة 14.5 درهم", "حافلة 1") == "14.5");
  CHECK(keys.word_at("a ... b", "a ..").empty());
  CHECK(keys.word_at("", "").empty());
}

TEST_CASE("Whatever the keys do the caret stands between letters and undo leads back") {
  const Keys keys;
  const std::array pieces{"ل", "ا", " ", "َ",     "ّ",    "a",   "e", "\u0301", "1", "\n",    "ⵣ",
                          "🇲", "🇦", "👍", "🏽", "️", "‍", "👩", "⃣",       "،", "\u202E"};
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    SeededRandom random(seed);
    ui::TextEdit edit;
    std::vector<ui::TextEdit> before;  // each step
    for (int i = 0; i < 60; ++i) {
      const auto steps = edit.history.size();
      const auto was = edit;
      switch (random.below(6)) {
        case 0:
          edit = erase_before(edit, keys.breaks);
          break;
        case 1:
          edit = place_caret(edit, random.below(edit.text.size() + 1), keys.breaks);
          break;
        case 2:
          edit = select_word(edit, random.below(edit.text.size() + 1), keys.words, keys.breaks);
          break;
        default:
          edit =
              insert(edit, pieces[random.below(pieces.size())], {.code_points = 40, .line_breaks = true}, keys.breaks);
      }
      if (edit.history.size() > steps) before.push_back(was);
      REQUIRE(is_valid_utf8(edit.text));
      const auto boundaries = keys.breaks(edit.text);
      REQUIRE(std::binary_search(boundaries.begin(), boundaries.end(), edit.caret));
      REQUIRE((!edit.anchor || std::binary_search(boundaries.begin(), boundaries.end(), *edit.anchor)));
    }
    for (; !before.empty(); before.pop_back()) {
      edit = undo(edit);
      REQUIRE(edit.text == before.back().text);
      REQUIRE(edit.caret == before.back().caret);
    }
  }
}

}  // namespace minbar::test
