// What the features do for intake, in one list each: a feature that takes part in what kiosks send, or in what they are
// told, has its line here.
#pragma once

#include <vector>

#include "sync/collector/intake/deriver.h"
#include "sync/collector/intake/reply_part.h"
#include "sync/collector/intake/request_note.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::collector {

[[nodiscard]] Derivers all_derivers(const seal::OpeningKeys& opening);
[[nodiscard]] std::vector<RequestNote> all_request_notes();
// Both outlive them.
[[nodiscard]] std::vector<ReplyPart> all_reply_parts(const ContentNames& names, const CollectorKeys& keys);

}  // namespace minbar::collector
