// Reads what browsers send in small: percent-coded paths, queries and form bodies, and the Cookie header. Used by the
// server and by pages with forms. Refuses malformed input by leaving it out; never throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/collector/http/message.h"

namespace minbar::collector {

// Without the blanks and tabs around it (RFC 9110's OWS).
[[nodiscard]] std::string_view trimmed(std::string_view text);
// Decodes %XX; nothing when a % is not followed by two hexadecimal digits. '+' stays.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);
// Codes everything but RFC 3986's unreserved characters.
[[nodiscard]] std::string percent_encoded(std::string_view text);
// application/x-www-form-urlencoded (WHATWG URL, section 5.1): '+' is a space. At most 64 fields are read.
[[nodiscard]] Fields parse_form(std::string_view text);
// The Cookie header: name=value; name=value. At most 64 are read.
[[nodiscard]] Fields parse_cookies(std::string_view header);

}  // namespace minbar::collector
