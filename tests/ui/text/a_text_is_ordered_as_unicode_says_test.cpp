#include <array>
#include <charconv>
#include <map>
#include <vector>

#include "sync/base/utf8.h"
#include "tests/ui/text/text_world.h"
#include "tests/ui/text/unicode_tests.h"
#include "tests/ui/text/verdict.h"
#include "ui/text/bidi.h"

namespace minbar::test {

namespace {

constexpr int removed = -1;  // an `x` of the files: a character that rule X9 removes, of no level and no place

// What the files say of a paragraph on one line: the level of each character, and their order from left to right.
struct Expected {
  std::vector<int> levels;
  std::vector<std::size_t> order;
};

int number(std::string_view word, int base = 10) {
  int out = 0;
  std::from_chars(word.data(), word.data() + word.size(), out, base);
  return out;
}

void read_levels(std::string_view words, std::vector<int>& out) {
  out.clear();
  for (auto word = take_word(words); !word.empty(); word = take_word(words)) {
    out.push_back(word == "x" ? removed : number(word));
  }
}

void read_order(std::string_view words, std::vector<std::size_t>& out) {
  out.clear();
  for (auto word = take_word(words); !word.empty(); word = take_word(words)) {
    out.push_back(static_cast<std::size_t>(number(word)));
  }
}

std::string_view take_field(std::string_view& line) {
  const auto end = std::min(line.find(';'), line.size());
  const auto field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

// One line of the whole paragraph: L1 for its end, where what is white takes the paragraph's level, then L2.
class OneLine {
 public:
  bool is(const ui::text::Bidi& bidi, const Expected& expected) {
    levels_ = bidi.levels;
    const std::uint8_t base = bidi.paragraphs.front().rtl ? 1 : 0;
    for (std::size_t i = levels_.size(); i-- > 0 && bidi.white[i] != 0;) levels_[i] = base;
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      if (expected.levels[i] != removed && expected.levels[i] != levels_[i]) return false;
    }
    auto order = ui::text::visual_order(levels_);
    std::erase_if(order, [&](std::size_t i) { return expected.levels[i] == removed; });
    return order == expected.order;
  }

 private:
  std::vector<std::uint8_t> levels_;
};

// Letters, digits and signs of each class, none of them a bracket.
const std::map<std::string_view, char32_t> sample_of_class{
    {"L", U'a'},        {"R", U'\u05D0'},   {"EN", U'1'},       {"ES", U'+'},      {"ET", U'$'},
    {"AN", U'\u0661'},  {"CS", U','},       {"B", U'\u2029'},   {"S", U'\t'},      {"WS", U' '},
    {"ON", U'!'},       {"LRE", U'\u202A'}, {"LRO", U'\u202D'}, {"AL", U'\u0627'}, {"RLE", U'\u202B'},
    {"RLO", U'\u202E'}, {"PDF", U'\u202C'}, {"NSM", U'\u064E'}, {"BN", U'\u00AD'}, {"FSI", U'\u2068'},
    {"LRI", U'\u2066'}, {"RLI", U'\u2067'}, {"PDI", U'\u2069'}};

// The files' paragraph directions: "auto-LTR" is ours when nothing else gives a direction.
constexpr std::array directions{ui::BaseDirection::first_strong, ui::BaseDirection::ltr, ui::BaseDirection::rtl};

struct Characters {
  std::u32string points;
  ui::BaseDirection direction;
  bool rtl;
  Expected expected;
};

void read_character_test(std::string_view line, Characters& out) {
  out.points.clear();
  auto points = take_field(line);
  for (auto word = take_word(points); !word.empty(); word = take_word(points)) {
    out.points.push_back(static_cast<char32_t>(number(word, 16)));
  }
  const auto direction = number(take_field(line));
  out.direction = direction == 2 ? ui::BaseDirection::first_strong
                                 : (direction == 1 ? ui::BaseDirection::rtl : ui::BaseDirection::ltr);
  out.rtl = number(take_field(line)) == 1;
  read_levels(take_field(line), out.expected.levels);
  read_order(take_field(line), out.expected.order);
  REQUIRE(out.expected.levels.size() == out.points.size());
}

// The order in which a laid out line shows its characters, from left to right, and the level of each.
Expected shown(const ui::Line& line, const ui::text::Characters& characters) {
  Expected out;
  out.levels.resize(characters.size());
  for (const auto& run : line.runs) {
    const auto first = characters.at_byte(run.start_byte);
    const auto end = characters.at_byte(run.end_byte);
    for (auto i = first; i < end; ++i) {
      out.order.push_back(run.rtl() ? end - 1 - (i - first) : i);
      out.levels[i] = run.level;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("Every bidi class beside every other has the levels and the order that Unicode says") {
  OneLine line_of;
  Verdict verdict;
  Expected expected;
  std::u32string points;
  each_test_line("BidiTest.txt", "15.0.0", [&](std::string_view line) {
    const auto colon = line.find(':');
    if (line.starts_with("@Levels:")) return read_levels(line.substr(colon + 1), expected.levels);
    if (line.starts_with("@Reorder:")) return read_order(line.substr(colon + 1), expected.order);
    const auto whole = line;
    auto classes = take_field(line);
    points.clear();
    for (auto word = take_word(classes); !word.empty(); word = take_word(classes)) {
      points.push_back(sample_of_class.at(word));
    }
    const auto bits = static_cast<unsigned>(number(take_word(line), 16));
    for (std::size_t i = 0; i < directions.size(); ++i) {
      if ((bits >> i & 1U) == 0) continue;
      verdict.judge(line_of.is(ui::text::resolve_bidi(points, directions[i], false), expected), whole);
    }
  });
  require_all_right(verdict, 770241);
}

TEST_CASE("Every text of Unicode's bidi test has the levels and the order that it says") {
  OneLine line_of;
  Verdict verdict;
  Characters test;
  each_test_line("BidiCharacterTest.txt", "15.0.0", [&](std::string_view line) {
    read_character_test(line, test);
    const auto bidi = ui::text::resolve_bidi(test.points, test.direction, false);
    verdict.judge(bidi.paragraphs.front().rtl == test.rtl && line_of.is(bidi, test.expected), line);
  });
  require_all_right(verdict, 91707);
}

TEST_CASE("A laid out line shows the texts of Unicode's bidi test in the order that it says") {
  TextWorld world;
  Verdict verdict;
  Characters test;
  std::size_t at = 0;
  each_test_line("BidiCharacterTest.txt", "15.0.0", [&](std::string_view line) {
    if (at++ % 61 != 0) return;  // a sample: fonts make the whole slow
    read_character_test(line, test);
    ui::TextStyle style = french();
    style.direction = test.direction;
    const auto paragraph = world.typesetter.layout(to_utf8(test.points), style, one_line);
    auto got = shown(paragraph->lines.front(), ui::text::characters_of(paragraph->text));
    bool right = paragraph->lines.size() == 1;
    for (std::size_t i = 0; i < test.points.size(); ++i) {
      right = right && (test.expected.levels[i] == removed || test.expected.levels[i] == got.levels[i]);
    }
    std::erase_if(got.order, [&](std::size_t i) { return test.expected.levels[i] == removed; });
    verdict.judge(right && got.order == test.expected.order, line);
  });
  require_all_right(verdict, 1504);
}

}  // namespace minbar::test
