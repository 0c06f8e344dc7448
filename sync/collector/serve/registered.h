// What the features do for intake, in one list each: a feature that takes part in what kiosks send, or in what they are
// told, has its line here.
#pragma once

#include <vector>

#include "sync/collector/intake/deriver.h"
#include "sync/collector/intake/reply_part.h"
#include "sync/collector/intake/request_note.h"
#include "sync/collector/published/content_names.h"
#include "sync/seal/keys.h"

namespace minbar::collector {

[[nodiscard]] Derivers all_derivers(const seal::OpeningKey& opening);
[[nodiscard]] std::vector<RequestNote> all_request_notes();
// `names` outlives them.
[[nodiscard]] std::vector<ReplyPart> all_reply_parts(const ContentNames& names);

}  // namespace minbar::collector
