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

Credentials credentials_of(const Page& page) {
  return {.name = value_of(page.form, "name"),
          .password = value_of(page.form, "password"),
          .peer = page.request.peer,
          .browser = cookie_value(page.desk, page.request, browser_cookie),
          .session = cookie_value(page.desk, page.request, session_cookie)};
}

HttpResponse show_failure(Page& page, const SignInRefusal& refusal) {
  ViewData data;
  data.text("next", safe_path(value_of(page.form, "next"))).text("name", std::string(value_of(page.form, "name")));
  switch (refusal.why) {
    case SignInFailure::wrong:
      data.flag("wrong");
      return render(page, "sign_in", std::move(data), 401);
    case SignInFailure::too_many_tries:
      data.flag("too_many");
      return with_wait(render(page, "sign_in", std::move(data), 429), refusal.wait);
    case SignInFailure::try_later:
      break;
  }
  data.flag("try_later");
  return render(page, "sign_in", std::move(data), 503);
}

Admission admit_sign_in(Page& page) {
  const auto passage = page.desk.accounts.admit(credentials_of(page));
  if (!passage) return {.refused = show_failure(page, {.why = SignInFailure::too_many_tries, .wait = passage.error()})};
  return {.known = *passage == Passage::known_browser};
}

HttpResponse sign_in(Page& page) {
  const auto signed_in = page.desk.accounts.sign_in(credentials_of(page));
  if (!signed_in) return show_failure(page, signed_in.error());
  page.set_cookies.push_back(cookie_text(page.desk, {.name = session_cookie, .value = signed_in->session.token}));
  page.set_cookies.push_back(
      cookie_text(page.desk, {.name = browser_cookie, .value = signed_in->browser, .max_age_s = browser_known_s}));
  auto response = see_other(safe_path(value_of(page.form, "next")));
  response.proved = true;
  return response;
}

HttpResponse sign_out(Page& page) {
  if (!page.desk.accounts.sessions().end(*page.session)) return error_page(page.desk, 500, page.request);
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
              .admit = admit_public_form(desk, admit_sign_in),
              .handler = public_form(desk, sign_in)});
  router.add({.method = Method::post,
              .pattern = "/sign-out",
              .body_bytes = limits::http_form_bytes,
              .handler = private_form(desk, sign_out)});
}

}  // namespace minbar::collector
