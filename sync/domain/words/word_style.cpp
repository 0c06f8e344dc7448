#include "sync/domain/words/word_style.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "sync/base/utf8.h"
#include "sync/domain/words/isolates.h"

namespace minbar {

namespace {

constexpr char32_t no_break_space = 0x00A0;

bool is_direction_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_space(char32_t c) { return c == U' ' || c == no_break_space || c == 0x202F; }
bool is_one_of(char32_t c, std::u32string_view all) { return all.find(c) != std::u32string_view::npos; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

UScriptCode script_of(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

bool is_letter_of(char32_t c, UScriptCode script) {
  return u_isalpha(static_cast<UChar32>(c)) != 0 && script_of(c) == script;
}

// Whether the last letter before `at` is Arabic; punctuation belongs to what stands before it. After arguments and
// numbers alone it is the language that decides.
bool after_arabic(Language language, std::u32string_view text, std::size_t at) {
  while (at > 0)
    if (const auto c = text[--at]; u_isalpha(static_cast<UChar32>(c)) != 0) return script_of(c) == USCRIPT_ARABIC;
  return language == Language::ar;
}

std::string_view flaw_of_character(char32_t c) {
  if (c == U'\'') return "has a typewriter apostrophe, which ICU reads as a quote; write \u2019";
  if (c == U'"') return "has a typewriter quote; write « » or “ ”";
  if (is_direction_control(c)) return "has a direction control; the program isolates arguments by itself";
  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF || c == 0x2028 || c == 0x2029)
    return "has a control character; take it away";
  if (c == 0xFFFD) return "has a character that was lost in another encoding; write it again";
  if ((c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC))
    return "has a letter's shape instead of the letter; write the plain letters";
  if ((c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9)) return "has digits of the east; write 0 to 9";
  return {};
}

// Of the mark at `at`, by what stands around it. `text` has the marks of `with_marks`.
std::string_view flaw_of_mark(Language language, std::u32string_view text, std::size_t at) {
  const auto c = text[at];
  const char32_t before = at > 0 ? text[at - 1] : U' ';
  const char32_t after = at + 1 < text.size() ? text[at + 1] : U' ';
  const bool ends_a_part = is_space(after) || !is_letter_of(after, script_of(after));
  if (is_one_of(c, U",;?") && after_arabic(language, text, at) && !(is_digit(before) && is_digit(after)))
    return "has a Latin , ; or ? in Arabic text; write \u060C \u061B or \u061F";
  // an Arabic sentence goes on after the name of a thing in Latin letters
  if (is_one_of(c, U"\u060C\u061B\u061F") && language != Language::ar && !after_arabic(language, text, at))
    return "has an Arabic comma, semicolon or question mark after text that is not Arabic";
  if (language == Language::fr) {
    const bool wants_space = is_one_of(c, U";?!»") || (c == U':' && is_space(after));
    if (wants_space && !is_one_of(before, U"?!(\u2026") && !is_space(before))
      return "lacks the space that French sets before ; : ? ! and »";
    if (c == U'«' && !is_space(after)) return "lacks the space that French sets after «";
    if (is_one_of(c, U",.") && is_space(before) && ends_a_part) return "has a space before a comma or a full stop";
    return {};
  }
  if (is_one_of(c, U",.;:!?\u060C\u061B\u061F") && is_space(before) && ends_a_part)
    return "has a space before a mark that follows its word directly";
  return {};
}

std::string_view flaw_of_whole(Language language, std::string_view text, std::u32string_view letters) {
  if (letters.empty()) return "has an empty form; every form says something";
  if (is_space(letters.front()) || is_space(letters.back())) return "begins or ends in a space; take it away";
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  if (U_FAILURE(status) || nfc->isNormalizedUTF8(piece, status) == 0)
    return "is not in Unicode's normal form C; write it anew, or import it from a table";
  const auto holds = [&](UScriptCode script) {
    return std::any_of(letters.begin(), letters.end(), [&](char32_t c) { return is_letter_of(c, script); });
  };
  if (language == Language::zgh && !holds(USCRIPT_TIFINAGH) && (holds(USCRIPT_LATIN) || holds(USCRIPT_ARABIC)))
    return "is Tamazight without a letter of Tifinagh; leave out what is not known";
  return {};
}

std::u32string with_french_spaces(std::u32string text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == U' ' && is_one_of(text[i + 1], U":;?!%»")) text[i] = no_break_space;
    const bool before_number =
        text[i] == U'°' && i + 2 < text.size() && (is_digit(text[i + 2]) || is_one_of(text[i + 2], U"{#"));
    if ((text[i] == U'«' || before_number) && text[i + 1] == U' ') text[i + 1] = no_break_space;
  }
  return text;
}

bool is_code_letter(char32_t c) { return is_digit(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'); }

// Where the number or code that begins at `at` ends: digits, then letters, or marks and spaces between two of them.
std::size_t end_of_number(std::u32string_view text, std::size_t at) {
  std::size_t end = at + (text[at] == U'+' ? 1 : 0);
  if (end >= text.size() || !is_digit(text[end])) return at;
  while (end < text.size()) {
    const bool inside =
        end > at && end + 1 < text.size() && is_code_letter(text[end - 1]) && is_code_letter(text[end + 1]);
    const bool joins = inside && is_one_of(text[end], U"-/:.,+");
    const bool parts = inside && is_space(text[end]) && is_digit(text[end - 1]) && is_digit(text[end + 1]);
    if (!is_code_letter(text[end]) && !joins && !parts) break;
    ++end;
  }
  return end;
}

// A number that stands alone needs nothing; argument names and plural forms do not begin with a digit.
std::u32string with_isolated_numbers(const std::u32string& text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || !is_code_letter(text[at - 1]);
    const auto end = begins ? end_of_number(text, at) : at;
    const auto token = text.substr(at, std::max(end, at + 1) - at);
    const bool several = end > at && !std::all_of(token.begin(), token.end(), is_digit);
    if (several) out += left_to_right_isolate;
    out += token;
    if (several) out += pop_isolate;
    at += token.size();
  }
  return out;
}

}  // namespace

std::string_view flaw_of_characters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (const auto flaw = flaw_of_character(next_code_point(text, at)); !flaw.empty()) return flaw;
  return {};
}

std::string_view flaw_of(Language language, std::string_view text) {
  if (const auto flaw = flaw_of_characters(text); !flaw.empty()) return flaw;
  const auto letters = to_utf32(text);
  if (const auto flaw = flaw_of_whole(language, text, letters); !flaw.empty()) return flaw;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && is_space(letters[i]) && is_space(letters[i - 1])) return "has two spaces in a row; take one away";
    if (const auto flaw = flaw_of_mark(language, letters, i); !flaw.empty()) return flaw;
  }
  return {};
}

std::string with_marks(Language language, std::string_view text) {
  if (language == Language::fr) return to_utf8(with_french_spaces(to_utf32(text)));
  if (language == Language::ar) return to_utf8(with_isolated_numbers(to_utf32(text)));
  return std::string(text);
}

std::string with_elisions(Language language, std::string text) {
  if (language != Language::fr) return text;
  constexpr std::u32string_view full = U" de \u2068", elided = U" d\u2019\u2068";
  constexpr std::u32string_view vowels =
      U"AEIOUaeiou\u00C0\u00C2\u00C8\u00C9\u00CA\u00CE\u00D4\u00E0\u00E2\u00E8\u00E9\u00EA\u00EE\u00F4";
  auto letters = U' ' + to_utf32(text);  // "de" may begin the text
  for (std::size_t at = 0; (at = letters.find(full, at)) != std::u32string::npos; ++at)
    if (const auto next = at + full.size(); next < letters.size() && is_one_of(letters[next], vowels))
      letters.replace(at, full.size(), elided);
  return to_utf8(letters.substr(1));
}

std::string normal_form_c(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  const auto composed = nfc->normalize(icu::UnicodeString::fromUTF8(piece), status);
  std::string out;
  return U_FAILURE(status) ? std::string(text) : composed.toUTF8String(out);
}

}  // namespace minbar
