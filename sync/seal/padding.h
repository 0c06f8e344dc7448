// ISO/IEC 7816-4: what is sealed is first padded to a multiple of 256 bytes, so that its size tells a short sentence
// from a page and no more. Used for the bodies of records and for answers.
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

namespace minbar::seal {

inline constexpr std::size_t body_padding = 256;

[[nodiscard]] Bytes padded(ByteView plain);
// In place. Error: corrupt (not padded so); the bytes are then as they were.
[[nodiscard]] Result<void> unpad(Bytes& bytes);

}  // namespace minbar::seal
