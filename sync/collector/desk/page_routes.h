// Pages that are asked for and forms that are sent, as routes. Each names who may ask; whether that is so is judged
// here and nowhere else, before its function is called.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "sync/base/limits.h"
#include "sync/collector/desk/page.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

using PageFunction = std::function<HttpResponse(Page&)>;
// Asked before a form is queued: nothing there may wait, so a session is not looked up. The token comes first, so that
// another site's form spends none of its reader's tries; a form for people who signed in is sent to sign in when its
// browser has no session cookie.
using AdmitFunction = std::function<Admission(Page&)>;

// GET. A browser that is to be signed in and is not is sent to the sign-in page and back.
struct PageRoute {
  Permission permission;
  std::string pattern;
  PageFunction show;
};
// POST, with a form token made for this browser, or 403.
struct FormRoute {
  Permission permission;
  std::string pattern;
  Lane lane = Lane::work;
  std::size_t body_bytes = limits::http_form_bytes;
  AdmitFunction admit = {};
  PageFunction take;
};
// The function of a page that needs more than its context has: `needs`, which holds references that outlive the router.
template <class Function, class Needs>
[[nodiscard]] auto bound(Function function, const Needs& needs) {
  return [function, needs](Page& page) { return function(page, needs); };
}

// `context` outlives the router.
void add_page(Router& router, const PageContext& context, PageRoute route);
void add_form(Router& router, const PageContext& context, FormRoute route);

}  // namespace minbar::collector
