// JSON read by a few lines of our own, so that what version 1 required of a message is judged without the library or
// the reader that the programs use today. For the stories of tests/compat; it is strict and bounds nothing but depth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace minbar::test {

struct Json {
  enum class Kind : std::uint8_t { null, boolean, integer, other_number, text, list, object };
  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string text{};
  std::vector<Json> items{};         // of a list, or the values of an object
  std::vector<std::string> names{};  // of an object's values

  // Null when this is no object or has no such value; of two of one name the last.
  [[nodiscard]] const Json* find(std::string_view name) const;
  // As find, but a broken invariant when it is missing.
  [[nodiscard]] const Json& at(std::string_view name) const;
  bool operator==(const Json&) const = default;
};

// Nothing when the whole text is not one value, or when lists and objects stand deeper in each other than this.
[[nodiscard]] std::optional<Json> parse_json(std::string_view text, int most_depth);

}  // namespace minbar::test
