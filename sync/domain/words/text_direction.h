// Which way a text that somebody typed is read. Used by the kiosk's fields, to say where a text begins before its first
// letter. The typesetter, which resolves whole lines, has its own passes of UAX 9.
#pragma once

#include <optional>
#include <string_view>

#include "sync/domain/ids.h"

namespace minbar {

// The direction of the first strong character of valid UTF-8 (UAX 9, P2 and P3; isolates, which nobody can type, are
// looked into). Nothing where there is none: digits of any script, signs, marks and spaces have no direction of their
// own.
[[nodiscard]] std::optional<Direction> first_strong_direction(std::string_view text);

}  // namespace minbar
