// The audit, read and exported, as routes. Each is given what it needs beside the page's context; all of it outlives
// the router.
#pragma once

#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/router.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

struct AuditNeeds {
  Storage& storage;
  const ContentNames& names;
};
void add_audit_routes(Router& router, const PageContext& context, const AuditNeeds& with);

}  // namespace minbar::collector
