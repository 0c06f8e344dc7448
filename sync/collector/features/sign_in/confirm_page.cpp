#include "sync/collector/desk/cookies.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/sign_in/routes.h"
#include "sync/collector/http/form.h"

namespace minbar::collector {

namespace {

HttpResponse show_confirm(Page& page, std::string_view next, ViewData data, unsigned status) {
  const auto path = safe_path(next);
  data.text("next", path).flag("has_code", page.session->has_second_factor);
  if (page.session->by_sso && page.context.sso.is_on) data.text("sso_next", percent_encoded(path));
  return render(page, "confirm", std::move(data), status);
}

HttpResponse ask_to_confirm(Page& page) { return show_confirm(page, value_of(page.request.query, "next"), {}, 200); }

HttpResponse confirm(Page& page, const ConfirmNeeds& with) {
  const Proof proof{.password = value_of(page.form, "password"),
                    .peer = page.request.peer,
                    .browser = cookie_value(page.context, page.request, browser_cookie),
                    .address = page.request.peer_shortened};
  const auto confirmed = with.factors.confirm(*page.session, proof, value_of(page.form, "code"));
  const auto next = value_of(page.form, "next");
  if (confirmed) return see_other(safe_path(next));
  ViewData data;
  switch (confirmed.error().why) {
    case CodeFailure::wrong:
      data.flag("wrong");
      return show_confirm(page, next, std::move(data), 401);
    case CodeFailure::too_many_tries:
      data.flag("too_many");
      return with_wait(show_confirm(page, next, std::move(data), 429), confirmed.error().wait);
    case CodeFailure::gone:
      return see_other("/sign-in");
    case CodeFailure::try_later:
      break;
  }
  data.flag("try_later");
  return show_confirm(page, next, std::move(data), 503);
}

// Whose session this process has seen keeps a place in the lane, whatever strangers send.
Admission admit_confirm(Page& page) {
  const auto account = page.context.sessions.account_seen(cookie_value(page.context, page.request, session_cookie));
  return {.known = account.has_value()};
}

}  // namespace

void add_confirm_routes(Router& router, const PageContext& context, const ConfirmNeeds& with) {
  add_page(router, context,
           {.permission = Permission::signed_in, .pattern = std::string(confirm_path), .show = ask_to_confirm});
  add_form(router, context,
           {.permission = Permission::signed_in,
            .pattern = std::string(confirm_path),
            .lane = Lane::sign_in,
            .admit = admit_confirm,
            .take = bound(confirm, with)});
}

}  // namespace minbar::collector
