#include "sync/collector/desk/spoken_language.h"

#include <algorithm>

#include "sync/collector/desk/cookies.h"
#include "sync/collector/http/form.h"

namespace minbar::collector {

const Words* words_in(const PageContext& context, std::string_view tag) {
  for (const auto& words : context.words)
    if (tag_of(words.language()) == tag) return &words;
  return nullptr;
}

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

}  // namespace minbar::collector
