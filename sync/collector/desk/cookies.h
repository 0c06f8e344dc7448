// The cookies of the desk: their names and how they are set and read. No script can read one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/message.h"

namespace minbar::collector {

inline constexpr std::string_view session_cookie = "minbar_session";
inline constexpr std::string_view browser_cookie = "minbar_browser";
inline constexpr std::string_view visit_cookie = "minbar_visit";
inline constexpr std::string_view language_cookie = "minbar_language";

// "name=value; Path=/; …": HttpOnly and SameSite=Strict always, Secure and a __Host- name behind TLS. A negative age:
// until the browser closes; 0: forget it.
struct Cookie {
  std::string_view name;
  std::string_view value;
  std::int64_t max_age_s = -1;
};
[[nodiscard]] std::string cookie_text(const PageContext& context, const Cookie& cookie);
// Valid as long as the request; empty: the browser has none.
[[nodiscard]] std::string_view cookie_value(const PageContext& context, const HttpRequest& request,
                                            std::string_view name);

}  // namespace minbar::collector
