// Which answers a kiosk is still to get: those to records of its place, of places that lie in it or that it lies in,
// and to whatever was recorded on it, in the order of their numbers. A kiosk that was moved gets those of its new place
// from the beginning; what it gets twice harms nothing. Costs a few steps in indexes, however many answers there are.
// Given to intake when the collector is wired.
#pragma once

#include <vector>

#include "sync/base/result.h"
#include "sync/collector/intake/reply_part.h"
#include "sync/collector/published/content_names.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

struct AnswersFor {
  std::vector<wire::SealedReply> replies;
  wire::Cursor cursor;  // what to give next time
  bool more = false;    // a bound of the batch cut
};

// `given`: as the kiosk gave it; anything that is no cursor of ours begins at the beginning.
[[nodiscard]] Result<AnswersFor> answers_for(db::Database& database, const ContentNames& names, const DeviceId& device,
                                             const wire::Cursor& given);

// The same in a reply. `names` outlives the part.
[[nodiscard]] ReplyPart answers_part(const ContentNames& names);

}  // namespace minbar::collector
