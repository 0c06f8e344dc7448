#include "sync/collector/features/sign_in/signed_in.h"

#include <fmt/format.h>

#include "sync/collector/desk/cookies.h"
#include "sync/collector/http/form.h"

namespace minbar::collector {

HttpResponse let_in(Page& page, const SignedIn& signed_in) {
  page.set_cookies.push_back(cookie_text(page.context, {.name = session_cookie, .value = signed_in.session.token}));
  if (!signed_in.browser.empty())
    page.set_cookies.push_back(
        cookie_text(page.context, {.name = browser_cookie, .value = signed_in.browser, .max_age_s = browser_known_s}));
  const auto next = safe_path(value_of(page.form, "next"));
  auto response = see_other(signed_in.has_notice ? fmt::format("/account?next={}", percent_encoded(next)) : next);
  response.proved = true;
  return response;
}

}  // namespace minbar::collector
