// What an ICU message asks for and says, found without formatting it: its arguments, and every form a reader may meet.
// Used by MessagePattern and by who judges words. It refuses whatever would fail, or tell nothing, on a screen.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/ids.h"

namespace minbar {

struct MessageShape {
  // Names in alphabetical order, each once.
  std::vector<std::string> arguments;
  std::vector<std::string> numbers;  // those counted or written as numbers
  std::vector<std::string> choices;  // those a select chooses by
  // The message once for every choice of forms; an argument stands as {}, since its name is no word a reader meets, and
  // a plural's number as #.
  std::vector<std::string> forms;
};

// Error bad_input: the context is the reason, without file and line. Refused: a syntax error; arguments without a name;
// types other than number, plural and select; number styles and plural offsets; a plural without every form its
// language has, or with one it has not; a form that may stand for several numbers and shows none; an argument that one
// form shows and another does not; a # that would be shown as it stands; more than limits::word_forms forms.
[[nodiscard]] Result<MessageShape> shape_of_message(Language language, std::string_view text);

// The plural forms a language must give, by the names CLDR gives them. French "many" (a million and more) is left out:
// no count on a kiosk gets there.
[[nodiscard]] std::span<const std::string_view> required_plural_forms(Language language);

}  // namespace minbar
