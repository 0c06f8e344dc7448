// The passwords that are tried first: common_passwords.txt, compiled in. Used by the policy and its tests.
#pragma once

#include <string_view>

namespace minbar::collector {

// One a line, folded to small letters; lines that begin with "# " are none.
[[nodiscard]] std::string_view common_passwords_text();

}  // namespace minbar::collector
