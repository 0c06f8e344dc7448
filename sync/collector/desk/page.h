// One request for a page of the desk: the language it is shown in, who is signed in, the token of its forms, and its
// frame. A page is a function Page -> HttpResponse; page_routes.h turns it into a route and refuses what must not reach
// it.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/rate_limit.h"
#include "sync/collector/accounts/scope.h"
#include "sync/collector/desk/page_context.h"
#include "sync/collector/desk/view_data.h"
#include "sync/collector/http/message.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

struct Page {
  const PageContext& context;
  const HttpRequest& request;
  const Words& words;              // of the page's language
  std::optional<Session> session;  // there is one wherever the route is for people who signed in
  std::string visit;               // of the browser's visit cookie: what form tokens of people not signed in hang on
  bool secret_path = false;        // its address is a secret: nothing leads back to it, and no Referer names it
  Fields form;                     // of a POST whose token was good
  std::vector<std::string> set_cookies;
  mutable std::deque<std::pair<Permission, Scope>> known_scopes;  // what scope_of has made
  Scope scope;  // where who is signed in may do what the route's permission says; of signed_in and everyone: nowhere

  // Where who is signed in may do this; made once a page.
  [[nodiscard]] const Scope& scope_of(Permission permission) const;
  // Whether they may somewhere.
  [[nodiscard]] bool may(Permission permission) const;
  // Who is signed in, and from where, as the audit has it.
  [[nodiscard]] Actor actor() const;
  [[nodiscard]] Language language() const { return words.language(); }
  // The way this page of the desk runs: with most of its words (Templates::mostly).
  [[nodiscard]] Direction direction(std::string_view name) const {
    return direction_of(context.templates.mostly(name, language()));
  }
  [[nodiscard]] std::int64_t now_ms() const { return context.clock.wall_ms(); }
};

// A page for this request and nobody. Asks nothing of the database: an error is told on threads that never wait.
[[nodiscard]] Page open_page(const PageContext& context, const HttpRequest& request);

// The template filled with the page's data and what every frame shows.
[[nodiscard]] HttpResponse render(Page& page, std::string_view name, ViewData data, unsigned status = 200);
// The error page of a status the desk has words for (400 403 404 405 413 429 500 503; others show as 500). Waits for
// nothing.
[[nodiscard]] HttpResponse error_page(const PageContext& context, unsigned status, const HttpRequest& request);
[[nodiscard]] HttpResponse error_page(const Page& page, unsigned status);
// The same answer, of a page that shows something personal: after an idle hour the browser goes to the sign-in page,
// which does not count as a use of the session as the page itself would.
[[nodiscard]] HttpResponse gone_with_session(const Page& page, HttpResponse response);
// 403, for who is signed in and has no role for this.
[[nodiscard]] HttpResponse denied_page(Page& page);

// The same answer, saying when to come again.
[[nodiscard]] HttpResponse with_wait(HttpResponse response, const Wait& wait);

// What a form of this page has to bring: it hangs on a secret that only its browser has.
[[nodiscard]] std::string form_token(std::string_view secret);

// A path of this site to go back to, or "/": never another site's address.
[[nodiscard]] std::string safe_path(std::string_view path);
// Where this request led, with its query, to come back to.
[[nodiscard]] std::string path_with_query(const HttpRequest& request);

}  // namespace minbar::collector
