// Base64 (RFC 4648, section 4, with padding) for bytes inside JSON. Reading is strict: canonical text only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/base/bytes.h"

namespace minbar::wire {

[[nodiscard]] std::string to_base64(ByteView bytes);
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

}  // namespace minbar::wire
