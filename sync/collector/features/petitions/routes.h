// The petitions that are watched, and the list of support of each, as routes. Each is given what it needs beside the
// page's context; all of it outlives the router.
#pragma once

#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/router.h"
#include "sync/collector/personal/personal_data.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

struct PetitionsNeeds {
  Storage& storage;
  const ContentNames& names;
};
void add_petitions_routes(Router& router, const PageContext& context, const PetitionsNeeds& with);

struct SupportListNeeds {
  Storage& storage;
  const ContentNames& names;
  PersonalData& personal;
};
void add_support_list_routes(Router& router, const PageContext& context, const SupportListNeeds& with);

}  // namespace minbar::collector
