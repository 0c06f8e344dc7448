#include "sync/base/limits.h"
#include "sync/collector/dashboard/page.h"
#include "sync/collector/dashboard/routes.h"

namespace minbar::collector {

namespace {

HttpResponse show_sign_in(Page& page) {
  ViewData data;
  data.text("next", safe_path(value_of(page.request.query, "next"))).text("name", "");
  return render(page, "sign_in", std::move(data));
}

HttpResponse show_failure(Page& page, SignInFailure failure) {
  ViewData data;
  data.text("next", safe_path(value_of(page.form, "next"))).text("name", std::string(value_of(page.form, "name")));
  switch (failure) {
    case SignInFailure::wrong:
      data.flag("wrong");
      return render(page, "sign_in", std::move(data), 401);
    case SignInFailure::too_many_tries:
      data.flag("too_many");
      return render(page, "sign_in", std::move(data), 429);
    case SignInFailure::try_later:
      break;
  }
  data.flag("try_later");
  return render(page, "sign_in", std::move(data), 503);
}

HttpResponse sign_in(Page& page) {
  const auto session = page.desk.accounts.sign_in(
      {.name = value_of(page.form, "name"), .password = value_of(page.form, "password"), .peer = page.request.peer});
  if (!session) return show_failure(page, session.error());
  page.set_cookies.push_back(cookie_text(page.desk, {.name = session_cookie, .value = session->token}));
  return see_other(safe_path(value_of(page.form, "next")));
}

HttpResponse sign_out(Page& page) {
  if (!page.desk.accounts.sign_out(*page.session)) return error_page(page.desk, 500, page.request);
  page.set_cookies.push_back(cookie_text(page.desk, {.name = session_cookie, .value = "", .max_age_s = 0}));
  return see_other("/sign-in");
}

}  // namespace

void add_sign_in_routes(Router& router, const Desk& desk) {
  router.add({.pattern = "/", .handler = [](const HttpRequest&) { return see_other("/inbox"); }});
  router.add({.pattern = "/sign-in", .handler = public_page(desk, show_sign_in)});
  router.add({.method = Method::post,
              .pattern = "/sign-in",
              .lane = Lane::sign_in,
              .body_bytes = limits::http_form_bytes,
              .handler = public_form(desk, sign_in)});
  router.add({.method = Method::post,
              .pattern = "/sign-out",
              .body_bytes = limits::http_form_bytes,
              .handler = private_form(desk, sign_out)});
}

}  // namespace minbar::collector
