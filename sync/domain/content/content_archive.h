// A checked pack as bytes, and back: what parse_content has read and judged once need not be read and judged at every
// start. The bytes are of one build of the program: whoever keeps them must know that the same build wrote them and that
// none has changed since (kiosk/pack/prepared_pack.h does).
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/content/content.h"

namespace minbar {

// In the byte order and the sizes of this machine; a megabyte at most for a pack of its largest size.
[[nodiscard]] Bytes archive(const Content& content);
// Error corrupt: they end too soon or too late. Bytes of another build give a wrong pack or this error; nothing outside
// them is read.
[[nodiscard]] Result<Content> restore(ByteView bytes);

}  // namespace minbar
