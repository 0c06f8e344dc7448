#include <charconv>
#include <vector>

#include "sync/base/utf8.h"
#include "tests/ui/text/unicode_tests.h"
#include "tests/ui/text/verdict.h"
#include "ui/text/segment.h"

namespace minbar::test {

namespace {

constexpr std::string_view may_cut = "÷";

// "÷ 0061 × 0308 ÷": the characters, and for each place before one and at the end whether the text may be cut there.
struct Case {
  std::u32string points;
  std::vector<bool> cuts;
};

Case read_case(std::string_view line) {
  Case out;
  for (auto word = take_word(line); !word.empty(); word = take_word(line)) {
    if (static_cast<unsigned char>(word.front()) >= 0x80) {
      out.cuts.push_back(word == may_cut);
      continue;
    }
    std::uint32_t point = 0;
    std::from_chars(word.data(), word.data() + word.size(), point, 16);
    out.points.push_back(point);
  }
  REQUIRE(out.cuts.size() == out.points.size() + 1);
  return out;
}

}  // namespace

TEST_CASE("Lines may end exactly where Unicode's own tests say") {
  const auto segmenter = ui::text::Segmenter::open();
  REQUIRE(segmenter);
  Verdict verdict;
  each_test_line("auxiliary/LineBreakTest.txt", "15.0.0", [&](std::string_view line) {
    const Case expected = read_case(line);
    const auto characters = ui::text::characters_of(to_utf8(expected.points));
    std::vector<bool> cuts(expected.cuts.size());
    for (const auto& place : segmenter->line_breaks(characters)) cuts[place.at] = true;
    verdict.judge(cuts == expected.cuts, line);
  });
  require_all_right(verdict, 7654);
}

TEST_CASE("Letters as a reader sees them are exactly those of Unicode's own tests") {
  const auto segmenter = ui::text::Segmenter::open();
  REQUIRE(segmenter);
  Verdict verdict;
  each_test_line("auxiliary/GraphemeBreakTest.txt", "15.0.0", [&](std::string_view line) {
    const Case expected = read_case(line);
    const auto characters = ui::text::characters_of(to_utf8(expected.points));
    const auto starts = segmenter->grapheme_starts(characters);
    std::vector<bool> carets(expected.cuts.size());
    for (const auto byte : segmenter->grapheme_boundaries(characters.text)) carets[characters.at_byte(byte)] = true;
    verdict.judge(std::vector<bool>(starts.begin(), starts.end()) == expected.cuts && carets == expected.cuts, line);
  });
  require_all_right(verdict, 602);
}

}  // namespace minbar::test
