// A checked pack as bytes, and back: what parse_content has read and judged once need not be read and judged at every
// start. The bytes are of one build of the program: whoever keeps them must know that the same build wrote them and
// that none has changed since (kiosk/pack/prepared_pack.h does).
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/content/content.h"

namespace minbar {

// In the byte order and the sizes of this machine; about as large as the texts of the pack.
[[nodiscard]] Bytes archive(const Content& content);
// Only of bytes that archive() of this build is known to have written: others may give values that no type has. Error
// corrupt: they end too soon or too late; nothing outside them is read.
[[nodiscard]] Result<Content> restore(ByteView bytes);

}  // namespace minbar
