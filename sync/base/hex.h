// Lower-case hexadecimal, for ids in logs, addresses and tests.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/base/bytes.h"

namespace minbar {

[[nodiscard]] std::string to_hex(ByteView bytes);
// Nothing when the text has an odd length or any character but 0-9a-fA-F.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

}  // namespace minbar
