#include "sync/domain/places/folded_name.h"

#include "sync/base/utf8.h"

namespace minbar {

namespace {

// Lower-case Latin-1 letters with marks, as French place names have them.
char32_t without_accent(char32_t c) {
  constexpr std::u32string_view marked =
      U"\u00e0\u00e2\u00e4\u00e1\u00e3\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u00f1\u00f2\u00f3\u00f4"
      U"\u00f6\u00f5\u00f9\u00fa\u00fb\u00fc\u00ff";
  constexpr std::u32string_view plain = U"aaaaaceeeeiiiinooooouuuuy";
  const auto at = marked.find(c);
  return at == std::u32string_view::npos ? c : plain[at];
}

char32_t folded(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c - U'A' + U'a';
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) c += 0x20;  // Latin-1 capitals
  switch (c) {
    case 0x0622:
    case 0x0623:
    case 0x0625:
    case 0x0671:
      return 0x0627;  // alef with madda, hamza, wasla: alef
    case 0x0629:
      return 0x0647;  // ta marbuta: ha
    case 0x0649:
    case 0x0626:
      return 0x064A;  // alef maqsura, ya with hamza: ya
    case 0x0624:
      return 0x0648;  // waw with hamza: waw
    case 0x0621:
      return 0;  // hamza alone
    default:
      break;
  }
  if (c == 0x0640 || (c >= 0x064B && c <= 0x065F)) return 0;  // tatweel, tashkeel
  c = without_accent(c);
  const bool kept = (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || (c >= 0x0620 && c <= 0x064A) ||
                    (c >= 0x2D30 && c <= 0x2D7F);
  return kept ? c : U' ';
}

}  // namespace

std::string folded_name(std::string_view text) {
  std::u32string out;
  bool word_begins = true;
  const std::u32string letters = to_utf32(text);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (word_begins && letters[i] == 0x0627 && i + 2 < letters.size() && letters[i + 1] == 0x0644) {
      ++i;  // the article
      word_begins = false;
      continue;
    }
    const auto c = folded(letters[i]);
    if (c == 0) continue;
    if (c == U' ' && (out.empty() || out.back() == U' ')) continue;
    word_begins = c == U' ';
    out.push_back(c);
  }
  while (!out.empty() && out.back() == U' ') out.pop_back();
  return to_utf8(out);
}

}  // namespace minbar
