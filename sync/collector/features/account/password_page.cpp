#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/accounts/passwords/password_policy.h"
#include "sync/collector/desk/cookies.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/account/routes.h"

namespace minbar::collector {

namespace {

HttpResponse show_password_page(Page& page, ViewData data, unsigned status) {
  data.text("rule",
            filled(page.words.at("password.rule"), {{"count", fmt::format("{}", limits::password_code_points)}}))
      .flag("at_account");
  return render(page, "account_password", std::move(data), status);
}

HttpResponse ask_for_passwords(Page& page) { return show_password_page(page, {}, 200); }

HttpResponse show_refusal(Page& page, const ChangeRefusal& refusal) {
  ViewData data;
  switch (refusal.why) {
    case ChangeFailure::wrong:
      data.flag("wrong");
      return show_password_page(page, std::move(data), 401);
    case ChangeFailure::bad_password:
      if (refusal.fault) data.text("fault", page.words.at(fmt::format("password.fault.{}", name_of(*refusal.fault))));
      return show_password_page(page, std::move(data), 422);
    case ChangeFailure::too_many_tries:
      data.flag("too_many");
      return with_wait(show_password_page(page, std::move(data), 429), refusal.wait);
    case ChangeFailure::try_later:
      break;
  }
  data.flag("try_later");
  return show_password_page(page, std::move(data), 503);
}

HttpResponse change_password(Page& page, const PasswordNeeds& with) {
  const PasswordChange asked{.proof = {.password = value_of(page.form, "old"),
                                       .peer = page.request.peer,
                                       .browser = cookie_value(page.context, page.request, browser_cookie),
                                       .address = page.request.peer_shortened},
                             .password = value_of(page.form, "password")};
  const auto changed = with.life.change_password(*page.session, asked);
  if (!changed) return show_refusal(page, changed.error());
  page.set_cookies.push_back(
      cookie_text(page.context, {.name = browser_cookie, .value = *changed, .max_age_s = browser_known_s}));
  page.set_cookies.push_back(cookie_text(page.context, {.name = session_cookie, .value = "", .max_age_s = 0}));
  return see_other("/sign-in?chosen=1");
}

// Whose session this process has seen keeps a place in the lane, whatever strangers send.
Admission admit_change(Page& page) {
  const auto account = page.context.sessions.account_seen(cookie_value(page.context, page.request, session_cookie));
  return {.known = account.has_value()};
}

}  // namespace

void add_password_routes(Router& router, const PageContext& context, const PasswordNeeds& with) {
  add_page(router, context,
           {.permission = Permission::signed_in, .pattern = "/account/password", .show = ask_for_passwords});
  add_form(router, context,
           {.permission = Permission::signed_in,
            .pattern = "/account/password",
            .lane = Lane::sign_in,
            .admit = admit_change,
            .take = bound(change_password, with)});
}

}  // namespace minbar::collector
