#include "sync/collector/desk/cookies.h"

#include <fmt/format.h>

namespace minbar::collector {

std::string cookie_text(const PageContext& context, const Cookie& cookie) {
  auto text = fmt::format("{}{}={}; Path=/; HttpOnly; SameSite=Strict", context.secure ? "__Host-" : "", cookie.name,
                          cookie.value);
  if (cookie.max_age_s >= 0) text += fmt::format("; Max-Age={}", cookie.max_age_s);
  if (context.secure) text += "; Secure";
  return text;
}

std::string_view cookie_value(const PageContext& context, const HttpRequest& request, std::string_view name) {
  return value_of(request.cookies, context.secure ? fmt::format("__Host-{}", name) : std::string(name));
}

}  // namespace minbar::collector
