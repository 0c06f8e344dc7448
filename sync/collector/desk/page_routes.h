// Pages that are asked for and forms that are sent, as routes. Each names who may ask; whether that is so is judged
// here and nowhere else, before its function is called.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "sync/base/limits.h"
#include "sync/collector/desk/page.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

using PageFunction = std::function<HttpResponse(Page&)>;
// Asked before a form is queued: nothing there may wait, so a session is not looked up. The token comes first, so that
// another site's form spends none of its reader's tries; a form for people who signed in is sent to sign in when its
// browser has no session cookie.
using AdmitFunction = std::function<Admission(Page&)>;

// Where somebody proves once more who they are before what is sensitive, and where somebody whose role needs a second
// factor sets it up; until then no page of a role is shown to them.
inline constexpr std::string_view confirm_path = "/confirm";
inline constexpr std::string_view second_factor_path = "/account/second-factor";

// GET. A browser that is to be signed in and is not is sent to the sign-in page and back. Of what is sensitive, whoever
// has not proved for a while who they are (Session::is_confirmed) is sent to do so and back.
struct PageRoute {
  Permission permission;
  std::string pattern;
  bool sensitive = false;
  PageFunction show;
};
// POST, with a form token made for this browser, or 403. A sensitive one has its page under the same path: that is
// where whoever has to prove who they are comes back to.
struct FormRoute {
  Permission permission;
  std::string pattern;
  bool sensitive = false;
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

// The way to prove once more who one is, and back: for a page that asks before its sensitive form is filled in.
[[nodiscard]] HttpResponse to_confirm(const HttpRequest& request);

// `context` outlives the router.
void add_page(Router& router, const PageContext& context, PageRoute route);
void add_form(Router& router, const PageContext& context, FormRoute route);

}  // namespace minbar::collector
