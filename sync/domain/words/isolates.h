// The characters that keep a piece of text in its own direction within a sentence of another (Unicode UAX #9, 2.4).
#pragma once

namespace minbar {

inline constexpr char32_t left_to_right_isolate = 0x2066;
inline constexpr char32_t first_strong_isolate = 0x2068;
inline constexpr char32_t pop_isolate = 0x2069;

}  // namespace minbar
