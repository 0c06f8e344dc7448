// Changes to one value of a JSON text that leave every other byte as a person wrote it: order, spaces, line breaks.
// Used to put translations back into the files of a content pack. It judges nothing: the text is known to be JSON.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace minbar {

using JsonPath = std::vector<std::variant<std::string, std::size_t>>;  // keys and places, from the root inwards

// Broken invariant, for all: `text` is JSON and has a value at `path`. `value` is JSON.
[[nodiscard]] std::string with_json_value(std::string_view text, const JsonPath& path, std::string_view value);
// A new member of the object at `object`, after the member `after`; none: as its first.
[[nodiscard]] std::string with_json_member(std::string_view text, const JsonPath& object,
                                           const std::optional<std::string>& after, std::string_view key,
                                           std::string_view value);
// Without the member of an object that `path` names.
[[nodiscard]] std::string without_json_member(std::string_view text, const JsonPath& path);

// `text` as a JSON string; a space or joiner that cannot be seen is written \u00a0.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace minbar
