#include "tests/fuzz/mutation.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace minbar::fuzz {

namespace {

using Distance = std::ptrdiff_t;

bool is_digit(std::uint8_t byte) { return byte >= '0' && byte <= '9'; }

void insert(Bytes& bytes, std::size_t at, const Bytes& what) {
  bytes.insert(bytes.begin() + static_cast<Distance>(at), what.begin(), what.end());
}

}  // namespace

std::size_t Mutation::below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

const Bytes& Mutation::some_seed() {
  static const Bytes nothing;
  return seeds_.empty() ? nothing : seeds_[below(seeds_.size())];
}

// Short ones as often as long ones.
Mutation::Piece Mutation::piece_of(const Bytes& bytes) {
  const auto at = below(bytes.size());
  const auto most = std::min<std::size_t>(bytes.size() - at, std::size_t{1} << below(12));
  return {at, most == 0 ? 0 : 1 + below(most)};
}

void Mutation::change_number(Bytes& bytes) {
  static constexpr std::array<std::string_view, 10> numbers{
      "0", "-1", "1e9", "0.5", "255", "65536", "4294967296", "9223372036854775807", "18446744073709551616", "00"};
  const auto start = bytes.begin() + static_cast<Distance>(below(bytes.size()));
  const auto first = std::find_if(start, bytes.end(), is_digit);
  const auto at = static_cast<std::size_t>(first - bytes.begin());
  bytes.erase(first, std::find_if_not(first, bytes.end(), is_digit));
  const auto number = numbers[below(numbers.size())];
  insert(bytes, at, Bytes(number.begin(), number.end()));
}

void Mutation::change(Bytes& bytes) {
  static constexpr std::array<std::uint8_t, 16> bytes_that_matter{0,   1,   0x7F, 0x80, 0xFF, '"',  '\\', '{',
                                                                  '}', '[', ']',  ',',  ':',  '\n', '\r', ' '};
  const auto at = below(bytes.size() + 1);
  const auto mine = piece_of(bytes);
  const auto from = bytes.begin() + static_cast<Distance>(mine.at);
  const Bytes copied(from, from + static_cast<Distance>(mine.bytes));
  switch (below(8)) {
    case 0:
      if (at < bytes.size()) bytes[at] ^= static_cast<std::uint8_t>(1U << below(8));
      break;
    case 1:
      if (at < bytes.size()) bytes[at] = bytes_that_matter[below(bytes_that_matter.size())];
      break;
    case 2:
      insert(bytes, at, Bytes(1 + below(4), static_cast<std::uint8_t>(random_())));
      break;
    case 3:
      bytes.erase(from, from + static_cast<Distance>(mine.bytes));
      break;
    case 4:
      insert(bytes, at, copied);
      break;
    case 5: {  // over what stands there
      const auto bytes_left = std::min(copied.size(), bytes.size() - at);
      std::copy_n(copied.begin(), bytes_left, bytes.begin() + static_cast<Distance>(at));
      break;
    }
    case 6: {
      const auto& other = some_seed();
      const auto piece = piece_of(other);
      const auto begin = other.begin() + static_cast<Distance>(piece.at);
      insert(bytes, at, Bytes(begin, begin + static_cast<Distance>(piece.bytes)));
      break;
    }
    default:
      change_number(bytes);
  }
}

Bytes Mutation::next() {
  Bytes bytes = some_seed();
  for (auto changes = 1 + below(std::size_t{1} << below(4)); changes > 0; --changes) change(bytes);
  if (bytes.size() > longest_) bytes.resize(longest_);
  return bytes;
}

}  // namespace minbar::fuzz
