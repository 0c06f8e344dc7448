#include <utility>

#include <fmt/format.h>

#include "sync/collector/desk/cookies.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/single_sign_on/routes.h"
#include "sync/collector/http/form.h"

namespace minbar::collector {

namespace {

HttpResponse show(Page& page, ViewData data, std::string_view next, unsigned status) {
  const auto path = safe_path(next);
  data.text("next", path).text("next_coded", percent_encoded(path));
  return render(page, "sign_in_sso", std::move(data), status);
}

HttpResponse show_refusal(Page& page, SsoRefusal why, std::string_view next) {
  ViewData data;
  switch (why) {
    case SsoRefusal::absent:
      data.flag("absent");
      break;
    case SsoRefusal::unusable:
      data.flag("unusable");
      break;
    case SsoRefusal::unknown:
      data.flag("unknown").text("said", page.request.vouched.front());
      break;
    case SsoRefusal::try_later:
      data.flag("try_later");
      return show(page, std::move(data), next, 503);
  }
  return show(page, std::move(data), next, 403);
}

HttpResponse show_sso(Page& page, const SsoNeeds& with) {
  const auto next = value_of(page.request.query, "next");
  const auto found = with.sso.find(page.request.vouched, page.actor());
  if (!found) return show_refusal(page, found.error(), next);
  ViewData data;
  data.text("who", found->name);
  return show(page, std::move(data), next, 200);
}

HttpResponse sign_in_by_sso(Page& page, const SsoNeeds& with) {
  const auto asked = value_of(page.form, "next");
  const auto found = with.sso.find(page.request.vouched, page.actor());
  if (!found) return show_refusal(page, found.error(), asked);
  const auto session =
      page.context.sessions.start({.account = found->account,
                                   .name = found->name,
                                   .earlier_token = cookie_value(page.context, page.request, session_cookie),
                                   .address = page.request.peer_shortened,
                                   .password_hash = {},
                                   .by_sso = true});
  if (!session) return show_refusal(page, SsoRefusal::try_later, asked);
  page.set_cookies.push_back(cookie_text(page.context, {.name = session_cookie, .value = session->token}));
  const auto next = safe_path(asked);
  auto response = see_other(found->has_notice ? fmt::format("/account?next={}", percent_encoded(next)) : next);
  response.proved = true;
  return response;
}

}  // namespace

void add_sso_routes(Router& router, const PageContext& context, const SsoNeeds& with) {
  add_page(router, context,
           {.permission = Permission::everyone, .pattern = "/sign-in/sso", .show = bound(show_sso, with)});
  add_form(router, context,
           {.permission = Permission::everyone, .pattern = "/sign-in/sso", .take = bound(sign_in_by_sso, with)});
}

}  // namespace minbar::collector
