#include <fmt/format.h>

#include "sync/base/log.h"
#include "sync/collector/desk/cookies.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/sign_in/routes.h"
#include "sync/collector/features/sign_in/signed_in.h"
#include "sync/collector/http/form.h"

namespace minbar::collector {

namespace {

// What the page shows whatever was tried.
ViewData begin_view(const Page& page, const Fields& asked) {
  const auto next = safe_path(value_of(asked, "next"));
  ViewData data;
  data.text("next", next).text("name", std::string(value_of(page.form, "name")));
  if (page.context.sso.is_on) data.text("sso_next", percent_encoded(next));
  return data;
}

HttpResponse show_sign_in(Page& page) {
  auto data = begin_view(page, page.request.query);
  data.flag("again", !value_of(page.request.query, "again").empty())
      .flag("chosen", !value_of(page.request.query, "chosen").empty());
  if (page.context.sso.is_on && !value_of(page.request.query, "signed_out").empty()) {
    data.flag("signed_out");
    if (!page.context.sso.sign_out.empty()) data.text("sso_sign_out", page.context.sso.sign_out);
  }
  return render(page, "sign_in", std::move(data));
}

Credentials credentials_of(const Page& page) {
  return {.name = value_of(page.form, "name"),
          .password = value_of(page.form, "password"),
          .peer = page.request.peer,
          .address = page.request.peer_shortened,
          .browser = cookie_value(page.context, page.request, browser_cookie),
          .session = cookie_value(page.context, page.request, session_cookie)};
}

HttpResponse show_failure(Page& page, const SignInRefusal& refusal) {
  auto data = begin_view(page, page.form);
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

Admission admit_sign_in(Page& page, const SignInNeeds& with) {
  const auto passage = with.accounts.admit(credentials_of(page));
  if (!passage) return {.refused = show_failure(page, {.why = SignInFailure::too_many_tries, .wait = passage.error()})};
  return {.known = *passage == Passage::known_browser};
}

HttpResponse sign_in(Page& page, const SignInNeeds& with) {
  const auto signed_in = with.accounts.sign_in(credentials_of(page));
  if (!signed_in) return show_failure(page, signed_in.error());
  if (!signed_in->awaits_code) return let_in(page, *signed_in);
  page.set_cookies.push_back(cookie_text(page.context, {.name = session_cookie, .value = signed_in->session.token}));
  return see_other(fmt::format("/sign-in/code?next={}", percent_encoded(safe_path(value_of(page.form, "next")))));
}

HttpResponse sign_out(Page& page) {
  // Where it cannot be written the session is over all the same.
  if (!page.context.sessions.end(*page.session, page.actor())) log(LogEvent::sign_out_not_noted);
  page.set_cookies.push_back(cookie_text(page.context, {.name = session_cookie, .value = "", .max_age_s = 0}));
  return see_other(page.session->by_sso ? "/sign-in?signed_out=1" : "/sign-in");
}

}  // namespace

void add_sign_in_routes(Router& router, const PageContext& context, const SignInNeeds& with) {
  add_page(router, context, {.permission = Permission::everyone, .pattern = "/sign-in", .show = show_sign_in});
  add_form(router, context,
           {.permission = Permission::everyone,
            .pattern = "/sign-in",
            .lane = Lane::sign_in,
            .admit = bound(admit_sign_in, with),
            .take = bound(sign_in, with)});
  add_form(router, context, {.permission = Permission::signed_in, .pattern = "/sign-out", .take = sign_out});
}

}  // namespace minbar::collector
