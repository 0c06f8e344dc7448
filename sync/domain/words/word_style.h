// The house style of what citizens read, one language at a time: what a text must not hold, and the marks that the
// program sets so that a translator need not. Used by the readers of the word files and of names; it never judges what
// a citizen typed.
#pragma once

#include <string>
#include <string_view>

#include "sync/domain/ids.h"

namespace minbar {

// The reason why `text`, one form of a word as it will be read, is not fit for a screen; empty: it is fit. Spaces at an
// end or doubled, typewriter quotes, controls, digits or punctuation of another script, a text that is not in normal
// form C, Tamazight without a letter of Tifinagh.
[[nodiscard]] std::string_view flaw_of(Language language, std::string_view text);

// Of any one character, wherever it stands; also for a pattern whose forms are not known yet.
[[nodiscard]] std::string_view flaw_of_characters(std::string_view text);

// French: the space before : ; ? ! % » and after « and n° (before a number or an argument) becomes U+00A0. Arabic:
// numbers and codes that are more than digits and begin with one ("09-08", "19:30", "+212 528 84", "7K3M") stand in
// U+2066 … U+2069: after Arabic letters UAX 9 would show "08-09", and a typesetter cannot tell that from a range. A
// range is written with an en dash, and reads from the right as Arabic does. Other languages: as it is.
[[nodiscard]] std::string with_marks(Language language, std::string_view text);

// French: "de" before an argument whose value begins with a vowel loses its own: "province d’Azilal". Of a text that
// was said, its arguments isolated. Other languages: as it is. An h counts as a consonant; no place of the pack begins
// with a mute one.
[[nodiscard]] std::string with_elisions(Language language, std::string text);

// Letters and their marks composed, as Unicode's normal form C asks; a text that ICU cannot compose comes back as it
// is.
[[nodiscard]] std::string normal_form_c(std::string_view text);

}  // namespace minbar
