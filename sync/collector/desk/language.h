// The way to another language of the desk: a cookie, and back to the page it was asked from.
#pragma once

#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

// `context` must outlive the router.
void add_language_routes(Router& router, const PageContext& context);

}  // namespace minbar::collector
