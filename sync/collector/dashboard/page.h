// What every page shares: the language it is shown in, who is signed in, the token of its forms, its frame. A page is a
// function Page -> HttpResponse; the wrappers here turn it into a Handler and refuse what must not reach it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/collector/dashboard/desk.h"
#include "sync/collector/dashboard/view_data.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

struct Page {
  const Desk& desk;
  const HttpRequest& request;
  const Words& words;  // of the page's language
  std::optional<Session> session;
  std::string visit;  // of the browser's visit cookie: what form tokens of people not signed in hang on
  Fields form;        // of a POST whose token was good
  std::vector<std::string> set_cookies;

  [[nodiscard]] Language language() const { return words.language(); }
};

using PageFunction = std::function<HttpResponse(Page&)>;

// Anyone may see it.
[[nodiscard]] Handler public_page(const Desk& desk, PageFunction page);
// Signed in, or sent to the sign-in page and back.
[[nodiscard]] Handler private_page(const Desk& desk, PageFunction page);
// A POST with a form token made for this browser, or 403. The private one also needs a session.
[[nodiscard]] Handler public_form(const Desk& desk, PageFunction page);
[[nodiscard]] Handler private_form(const Desk& desk, PageFunction page);

// Asked before such a form is queued: nothing there may wait, so a session is not looked up. The token comes first, so
// that another site's form spends none of its reader's tries; a page without a session cookie is sent to sign in.
using AdmitFunction = std::function<Admission(Page&)>;
[[nodiscard]] Admit admit_public_form(const Desk& desk, AdmitFunction admit);
[[nodiscard]] Admit admit_private_form(const Desk& desk, AdmitFunction admit);

// The template filled with the page's data and what every frame shows.
[[nodiscard]] HttpResponse render(Page& page, std::string_view name, ViewData data, unsigned status = 200);
// The error page of a status this house has words for (400 403 404 405 413 429 500 503; others show as 500). Waits for
// nothing.
[[nodiscard]] HttpResponse error_page(const Desk& desk, unsigned status, const HttpRequest& request);

// The same answer, saying when to come again.
[[nodiscard]] HttpResponse with_wait(HttpResponse response, const Wait& wait);

// "name=value; Path=/; …": HttpOnly and SameSite=Strict always, Secure and a __Host- name behind TLS. A negative age:
// until the browser closes; 0: forget it.
struct Cookie {
  std::string_view name;
  std::string_view value;
  std::int64_t max_age_s = -1;
};
[[nodiscard]] std::string cookie_text(const Desk& desk, const Cookie& cookie);
[[nodiscard]] std::string_view cookie_value(const Desk& desk, const HttpRequest& request, std::string_view name);

inline constexpr std::string_view session_cookie = "minbar_session";
inline constexpr std::string_view browser_cookie = "minbar_browser";
inline constexpr std::string_view visit_cookie = "minbar_visit";
inline constexpr std::string_view language_cookie = "minbar_language";

// A path of this site to go back to, or "/": never another site's address.
[[nodiscard]] std::string safe_path(std::string_view path);

}  // namespace minbar::collector
