#include "sync/collector/desk/language.h"

#include <cstdint>

#include "sync/collector/desk/cookies.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/spoken_language.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t year_s = 365 * 24 * 60 * 60;

HttpResponse choose_language(Page& page) {
  const auto tag = value_of(page.request.params, "tag");
  if (words_in(page.context, tag) == nullptr) return error_page(page, 404);
  page.set_cookies.push_back(cookie_text(page.context, {.name = language_cookie, .value = tag, .max_age_s = year_s}));
  return see_other(safe_path(value_of(page.request.query, "back")));
}

}  // namespace

void add_language_routes(Router& router, const PageContext& context) {
  add_page(router, context, {.permission = Permission::everyone, .pattern = "/language/:tag", .show = choose_language});
}

}  // namespace minbar::collector
