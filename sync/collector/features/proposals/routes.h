// The inbox, a proposal with its answers, and its recording, as routes. Each is given what it needs beside the page's
// context; all of it outlives the router.
#pragma once

#include "sync/base/random.h"
#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/router.h"
#include "sync/collector/personal/personal_data.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

struct InboxNeeds {
  Storage& storage;
  const ContentNames& names;
};
void add_inbox_routes(Router& router, const PageContext& context, const InboxNeeds& with);

struct ProposalNeeds {
  Storage& storage;
  const ContentNames& names;
  Random& random;
  PersonalData& personal;
};
void add_proposal_routes(Router& router, const PageContext& context, const ProposalNeeds& with);

struct VoiceNeeds {
  Storage& storage;
  PersonalData& personal;
};
void add_voice_routes(Router& router, const PageContext& context, const VoiceNeeds& with);

}  // namespace minbar::collector
