// Whether a text that somebody typed says anything: asked before it is kept, sent or shown.
#pragma once

#include <string_view>

namespace minbar {

// True for text with at least one character that is neither white space nor a control or format character.
[[nodiscard]] bool says_something(std::string_view text);

}  // namespace minbar
