#include "sync/collector/dashboard/page.h"
#include "sync/collector/dashboard/routes.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t year_s = 365 * 24 * 60 * 60;

HttpResponse choose_language(Page& page) {
  const auto tag = value_of(page.request.params, "tag");
  for (const auto& words : page.desk.words)
    if (tag_of(words.language()) == tag) {
      page.set_cookies.push_back(cookie_text(page.desk, {.name = language_cookie, .value = tag, .max_age_s = year_s}));
      return see_other(safe_path(value_of(page.request.query, "back")));
    }
  return error_page(page.desk, 404, page.request);
}

}  // namespace

void add_language_routes(Router& router, const Desk& desk) {
  router.add({.pattern = "/language/:tag", .handler = public_page(desk, choose_language)});
}

}  // namespace minbar::collector
