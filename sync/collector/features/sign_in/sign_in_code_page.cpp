#include <fmt/format.h>

#include "sync/collector/desk/cookies.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/sign_in/routes.h"
#include "sync/collector/features/sign_in/signed_in.h"
#include "sync/collector/http/form.h"

namespace minbar::collector {

namespace {

struct Shown {
  std::string_view next;
  bool recovery = false;  // a recovery code is asked for instead of the app's
};

HttpResponse show_code_form(Page& page, const Shown& shown, ViewData data, unsigned status) {
  const auto next = safe_path(shown.next);
  data.text("next", next).text("next_coded", percent_encoded(next)).flag("recovery", shown.recovery);
  return render(page, "sign_in_code", std::move(data), status);
}

HttpResponse begin_again(std::string_view next) {
  return see_other(fmt::format("/sign-in?again=1&next={}", percent_encoded(safe_path(next))));
}

HttpResponse show_code_page(Page& page) {
  const auto next = value_of(page.request.query, "next");
  const auto pending = page.context.sessions.find_pending(cookie_value(page.context, page.request, session_cookie));
  if (!pending) return error_page(page, 500);
  if (!*pending) return begin_again(next);
  return show_code_form(page, {.next = next, .recovery = !value_of(page.request.query, "recovery").empty()}, {}, 200);
}

HttpResponse take_code(Page& page, const SignInCodeNeeds& with) {
  const auto completed = with.factors.complete({.token = cookie_value(page.context, page.request, session_cookie),
                                                .code = value_of(page.form, "code"),
                                                .browser = cookie_value(page.context, page.request, browser_cookie),
                                                .address = page.request.peer_shortened});
  if (completed) return let_in(page, *completed);
  const Shown shown{.next = value_of(page.form, "next"), .recovery = !value_of(page.form, "recovery").empty()};
  ViewData data;
  switch (completed.error().why) {
    case CodeFailure::wrong:
      data.flag("wrong");
      return show_code_form(page, shown, std::move(data), 401);
    case CodeFailure::too_many_tries:
      data.flag("too_many");
      return with_wait(show_code_form(page, shown, std::move(data), 429), completed.error().wait);
    case CodeFailure::gone:
      return begin_again(shown.next);
    case CodeFailure::try_later:
      break;
  }
  data.flag("try_later");
  return show_code_form(page, shown, std::move(data), 503);
}

}  // namespace

void add_sign_in_code_routes(Router& router, const PageContext& context, const SignInCodeNeeds& with) {
  add_page(router, context, {.permission = Permission::everyone, .pattern = "/sign-in/code", .show = show_code_page});
  add_form(router, context,
           {.permission = Permission::everyone, .pattern = "/sign-in/code", .take = bound(take_code, with)});
}

}  // namespace minbar::collector
