// What every kiosk's reply carries by itself: where the kiosk stands, when it says otherwise, the newest content pack
// for there, what succeeded the keys that it follows, and what this collector understands.
#pragma once

#include "sync/collector/intake/reply_part.h"
#include "sync/collector/intake/request_note.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/data_folder.h"

namespace minbar::collector {

// Where it stands, for a kiosk that says it stands elsewhere; one that says nothing would not understand. `names`
// outlives the part.
[[nodiscard]] ReplyPart place_part(const ContentNames& names);
// The newest pack for where the kiosk stands, and the piece of it that is wanted. What was kept is answered for,
// whatever is wrong with the packs: that is only logged. Both outlive the part.
[[nodiscard]] ReplyPart pack_part(const ContentNames& names, const CollectorKeys& keys);
// The newest statement of succession, for a kiosk that can believe it and follows an earlier one. `keys` outlives the
// part.
[[nodiscard]] ReplyPart succession_part(const CollectorKeys& keys);
// Which keys the kiosk follows, kept for whoever looks.
[[nodiscard]] RequestNote followed_note();

// What this collector can take in beyond version 1. Every kiosk is told: an earlier one passes it over.
[[nodiscard]] ReplyPart understands_part();

}  // namespace minbar::collector
