#include "sync/collector/desk/language.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "sync/collector/desk/cookies.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/http/form.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t year_s = 365 * 24 * 60 * 60;

const Words* words_in(const PageContext& context, std::string_view tag) {
  for (const auto& words : context.words)
    if (tag_of(words.language()) == tag) return &words;
  return nullptr;
}

HttpResponse choose_language(Page& page) {
  const auto tag = value_of(page.request.params, "tag");
  if (words_in(page.context, tag) == nullptr) return error_page(page, 404);
  page.set_cookies.push_back(cookie_text(page.context, {.name = language_cookie, .value = tag, .max_age_s = year_s}));
  return see_other(safe_path(value_of(page.request.query, "back")));
}

}  // namespace

// Of Accept-Language only the order counts, not the weights: browsers write what they want most first.
const Words& words_for(const PageContext& context, const HttpRequest& request) {
  if (const auto* chosen = words_in(context, cookie_value(context, request, language_cookie))) return *chosen;
  auto rest = value_of(request.headers, "accept-language");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(','), rest.size());
    const auto range = trimmed(rest.substr(0, end));  // "en-GB;q=0.9"
    if (const auto* named = words_in(context, range.substr(0, range.find_first_of("-; \t")))) return *named;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return context.words.front();
}

void add_language_routes(Router& router, const PageContext& context) {
  add_page(router, context, {.permission = Permission::everyone, .pattern = "/language/:tag", .show = choose_language});
}

}  // namespace minbar::collector
