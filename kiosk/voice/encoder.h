// Pcm → Ogg Opus (RFC 7845, RFC 6716) through libopusenc, about 24 kbit/s of speech. Slow enough to be the
// worker's. The file names no program, person or time.
#pragma once

#include "kiosk/voice/recording.h"
#include "sync/base/result.h"

namespace minbar::kiosk {

// Error: internal (the library refuses).
[[nodiscard]] Result<Bytes> encode_ogg_opus(const Pcm& samples);

}  // namespace minbar::kiosk
