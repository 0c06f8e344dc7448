#include "sync/base/whole_numbers.h"

#include <algorithm>

#include "sync/base/utf8.h"

namespace minbar {

namespace {

constexpr std::size_t least_call_digits = 8;
constexpr std::size_t most_call_digits = 15;  // ITU-T E.164

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'); }
bool is_alnum(char32_t c) { return is_digit(c) || is_letter(c); }
bool is_hyphen(char32_t c) { return c == U'-' || c == U'\u2010' || c == U'\u2011'; }
bool is_sign(char32_t c) { return c == U'+' || c == U'-' || c == U'\u2212'; }
bool is_gap(char32_t c) { return c == U' ' || c == U'\u00A0' || c == U'\u202F' || c == U'\u2009'; }

// A sign begins a word of its own; between two words it is a hyphen.
bool has_sign(std::u32string_view points, std::size_t number) {
  if (number == 0 || !is_sign(points[number - 1])) return false;
  if (number == 1) return true;
  const char32_t before = points[number - 2];
  return is_gap(before) || before == U'\n' || before == U'(' || before == U'[' || before == U':';
}

class NumberScanner {
 public:
  explicit NumberScanner(std::u32string_view points) : points_(points) {}

  // The end of the piece that begins with the digit or letter at `start`, of which nothing stands before it.
  [[nodiscard]] std::size_t end_of_piece(std::size_t start) const {
    return std::max({group_end(start), hyphenated_end(start), spaced_end(start)});
  }
  [[nodiscard]] std::size_t group_end(std::size_t at) const {
    while (at < points_.size() && is_alnum(points_[at])) ++at;
    return at;
  }

 private:
  [[nodiscard]] bool has_letter(std::size_t start, std::size_t end) const {
    const auto group = points_.substr(start, end - start);
    return std::any_of(group.begin(), group.end(), is_letter);
  }

  [[nodiscard]] std::size_t hyphenated_end(std::size_t start) const {
    std::size_t groups = 1;
    std::size_t end = group_end(start);
    bool letters = has_letter(start, end);
    while (end + 1 < points_.size() && is_hyphen(points_[end]) && is_alnum(points_[end + 1])) {
      const std::size_t next = group_end(end + 1);
      letters = letters || has_letter(end + 1, next);
      end = next;
      ++groups;
    }
    return groups > 2 || (groups == 2 && (letters || is_named(start))) ? end : start;
  }

  // Whether the word رقم ("number") stands before, as where a law is called رقم 09-08.
  [[nodiscard]] bool is_named(std::size_t start) const {
    static constexpr std::u32string_view word = U"\u0631\u0642\u0645 ";
    return points_.substr(0, start).ends_with(word);
  }

  [[nodiscard]] std::size_t spaced_end(std::size_t start) const {
    std::size_t end = digits_end(start);
    const std::size_t first = end - start;
    if (first == 0 || group_end(start) != end) return start;
    const bool begins_a_call = points_[start] == U'0' || (start > 0 && points_[start - 1] == U'+');
    std::size_t digits = first;
    bool thousands = first <= 3 && points_[start] != U'0';
    while (end + 1 < points_.size() && is_gap(points_[end]) && is_digit(points_[end + 1])) {
      const std::size_t next = digits_end(end + 1);
      if (group_end(end + 1) != next) break;
      const std::size_t length = next - end - 1;
      if (!begins_a_call && length != 3) break;
      thousands = thousands && length == 3;
      digits += length;
      if (begins_a_call && digits > most_call_digits) return start;  // else each of 0 0 0 … would look at all the rest
      end = next;
    }
    if (begins_a_call) return digits >= least_call_digits && digits <= most_call_digits ? end : start;
    return thousands ? end : start;
  }
  [[nodiscard]] std::size_t digits_end(std::size_t at) const {
    while (at < points_.size() && is_digit(points_[at])) ++at;
    return at;
  }

  std::u32string_view points_;
};

bool is_arabic(char32_t c) { return c >= 0x0620 && c <= 0x06FF; }

}  // namespace

NumberPiece next_number_piece(std::u32string_view points, std::size_t& at) {
  while (at < points.size() && !is_alnum(points[at])) ++at;
  if (at == points.size()) return {at, at};
  std::size_t start = at;
  const std::size_t end = NumberScanner(points).end_of_piece(at);
  if (is_digit(points[at]) && has_sign(points, at)) --start;
  at = end;
  return {start, end};
}

std::string with_whole_numbers(std::string_view text) {
  const auto points = to_utf32(text);
  if (std::none_of(points.begin(), points.end(), is_arabic)) return std::string(text);
  constexpr char32_t isolate = 0x2066, pop = 0x2069;
  std::u32string out;
  std::size_t copied = 0, at = 0;
  for (auto piece = next_number_piece(points, at); piece.start < piece.end; piece = next_number_piece(points, at)) {
    const auto token = std::u32string_view(points).substr(piece.start, piece.end - piece.start);
    if (std::all_of(token.begin(), token.end(), is_alnum)) continue;
    out.append(points, copied, piece.start - copied).append(1, isolate).append(token).append(1, pop);
    copied = piece.end;
  }
  return to_utf8(out.append(points, copied, points.size() - copied));
}

}  // namespace minbar
