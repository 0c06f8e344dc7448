// What every record says besides what the citizen said: where, in which language, under which content, with whose help.
// Used by the features that turn a draft into a record.
#pragma once

#include <cstdint>

#include "kiosk/session/seen.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/submission.h"

namespace minbar::kiosk {

// Now, as exact as that kind of record may be: `exact_to_s` seconds.
[[nodiscard]] std::int64_t time_of_record(const Seen& seen, std::int64_t exact_to_s);

[[nodiscard]] Submission submission(const RecordId& id, Body body, const Seen& seen, std::int64_t made_at_s);

}  // namespace minbar::kiosk
