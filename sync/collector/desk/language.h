// In which language the desk is shown, and the way to another: a cookie, and back to the page it was asked from.
#pragma once

#include "sync/collector/desk/page_context.h"
#include "sync/collector/desk/words.h"
#include "sync/collector/http/message.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

// What the browser chose before, else the first of the desk's languages that it names, else the first of the desk's.
[[nodiscard]] const Words& words_for(const PageContext& context, const HttpRequest& request);

// `context` must outlive the router.
void add_language_routes(Router& router, const PageContext& context);

}  // namespace minbar::collector
