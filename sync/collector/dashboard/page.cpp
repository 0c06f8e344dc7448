#include "sync/collector/dashboard/page.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/collector/dashboard/embedded.h"
#include "sync/collector/http/form.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

namespace {

constexpr std::array known_errors{400u, 403u, 404u, 405u, 413u, 429u, 500u, 503u};

// The cookie, else the first of our languages that the browser names, else Arabic.
const Words& words_for(const Desk& desk, const HttpRequest& request) {
  const auto chosen = cookie_value(desk, request, language_cookie);
  for (const auto& words : desk.words)
    if (tag_of(words.language()) == chosen) return words;
  const auto accepted = value_of(request.headers, "accept-language");
  const Words* first = &desk.words.front();
  auto best = std::string_view::npos;
  for (const auto& words : desk.words)
    if (const auto at = accepted.find(tag_of(words.language()));
        at < best && (at == 0 || accepted[at - 1] == ',' || accepted[at - 1] == ' ')) {
      best = at;
      first = &words;
    }
  return *first;
}

// Hangs on a secret that only this browser has, in a cookie no script can read.
std::string form_token(std::string_view secret) {
  return to_hex(seal::hash_of(bytes_of(fmt::format("minbar-form-v1|{}", secret))).view());
}

std::string_view secret_of(const Page& page) { return page.session ? page.session->token : page.visit; }

bool has_good_token(std::string_view secret, const Fields& form) {
  if (secret.empty()) return false;
  return seal::equal_constant_time(bytes_of(value_of(form, "token")), bytes_of(form_token(secret)));
}

std::string path_with_query(const HttpRequest& request) {
  std::string out = request.path;
  char separator = '?';
  for (const auto& [name, value] : request.query) {
    out += fmt::format("{}{}={}", separator, percent_encoded(name), percent_encoded(value));
    separator = '&';
  }
  return safe_path(out);
}

// Asks nothing of the database: an error is told on threads that never wait.
Page open_page(const Desk& desk, const HttpRequest& request) {
  return {.desk = desk,
          .request = request,
          .words = words_for(desk, request),
          .session = {},
          .visit = std::string(cookie_value(desk, request, visit_cookie)),
          .form = {},
          .set_cookies = {}};
}

// For what may wait: names may have been published since.
Page open_page_anew(const Desk& desk, const HttpRequest& request) {
  desk.follow_names();
  return open_page(desk, request);
}

HttpResponse to_sign_in(const HttpRequest& request) {
  return see_other(fmt::format("/sign-in?next={}", percent_encoded(path_with_query(request))));
}

HttpResponse with_cookies(const Page& page, HttpResponse response) {
  response.proved = response.proved || page.session.has_value();
  for (const auto& cookie : page.set_cookies) response.headers.push_back({"Set-Cookie", cookie});
  return response;
}

// The page, or the answer instead of it: an error, or a way to the sign-in page.
tl::expected<Page, HttpResponse> open_private(const Desk& desk, const HttpRequest& request) {
  auto page = open_page_anew(desk, request);
  auto session = desk.accounts.sessions().find(cookie_value(desk, request, session_cookie));
  if (!session) return tl::unexpected(error_page(desk, 500, request));
  if (!*session) return tl::unexpected(to_sign_in(request));
  page.session = std::move(*session);
  return page;
}

HttpResponse refuse_form(const Page& page) {
  log(page.session ? Event::session_form_refused : Event::form_refused);
  return error_page(page.desk, 403, page.request);
}

HttpResponse run_form(Page& page, const PageFunction& function) {
  page.form = parse_form(page.request.body);
  if (!has_good_token(secret_of(page), page.form)) return refuse_form(page);
  return with_cookies(page, function(page));
}

// A token hangs on the value of a cookie, so that whether it is good needs no look at what the cookie stands for.
Admission admit_form(Page& page, std::string_view secret, const AdmitFunction& admit) {
  page.form = parse_form(page.request.body);
  if (!has_good_token(secret, page.form)) return {.refused = refuse_form(page)};
  return admit(page);
}

}  // namespace

Handler public_page(const Desk& desk, PageFunction function) {
  return [&desk, function = std::move(function)](const HttpRequest& request) {
    auto page = open_page_anew(desk, request);
    if (page.visit.empty()) {
      page.visit = seal::random_token(desk.random);
      page.set_cookies.push_back(cookie_text(desk, {.name = visit_cookie, .value = page.visit}));
    }
    return with_cookies(page, function(page));
  };
}

Handler private_page(const Desk& desk, PageFunction function) {
  return [&desk, function = std::move(function)](const HttpRequest& request) {
    auto page = open_private(desk, request);
    return page ? with_cookies(*page, function(*page)) : std::move(page).error();
  };
}

Handler public_form(const Desk& desk, PageFunction function) {
  return [&desk, function = std::move(function)](const HttpRequest& request) {
    auto page = open_page_anew(desk, request);
    return run_form(page, function);
  };
}

Handler private_form(const Desk& desk, PageFunction function) {
  return [&desk, function = std::move(function)](const HttpRequest& request) {
    auto page = open_private(desk, request);
    return page ? run_form(*page, function) : std::move(page).error();
  };
}

Admit admit_public_form(const Desk& desk, AdmitFunction admit) {
  return [&desk, admit = std::move(admit)](const HttpRequest& request) {
    auto page = open_page(desk, request);
    return admit_form(page, page.visit, admit);
  };
}

Admit admit_private_form(const Desk& desk, AdmitFunction admit) {
  return [&desk, admit = std::move(admit)](const HttpRequest& request) -> Admission {
    const auto token = cookie_value(desk, request, session_cookie);
    if (token.empty()) return {.refused = to_sign_in(request)};
    auto page = open_page(desk, request);
    return admit_form(page, token, admit);
  };
}

HttpResponse render(Page& page, std::string_view name, ViewData data, unsigned status) {
  const auto* style = find_embedded("static/minbar.css");
  data.text("lang", std::string(tag_of(page.language())))
      .text("dir", direction_of(page.language()) == Direction::rtl ? "rtl" : "ltr")
      .text("stylesheet", fmt::format("/static/minbar.css?v={}", style->hash))
      .text("back", percent_encoded(path_with_query(page.request)))
      .text("token", form_token(secret_of(page)));
  if (page.session) data.text("account", page.session->name);
  return html(status, page.desk.templates.render(name, page.language(), data));
}

HttpResponse error_page(const Desk& desk, unsigned status, const HttpRequest& request) {
  auto page = open_page(desk, request);
  const bool known = std::find(known_errors.begin(), known_errors.end(), status) != known_errors.end();
  ViewData data;
  data.text("status", fmt::format("{}", status)).flag(fmt::format("e{}", known ? status : 500));
  return render(page, "error", std::move(data), status);
}

HttpResponse with_wait(HttpResponse response, const Wait& wait) {
  response.headers.push_back({"Retry-After", fmt::format("{}", wait.seconds)});
  return response;
}

std::string cookie_text(const Desk& desk, const Cookie& cookie) {
  auto text = fmt::format("{}{}={}; Path=/; HttpOnly; SameSite=Strict", desk.secure ? "__Host-" : "", cookie.name,
                          cookie.value);
  if (cookie.max_age_s >= 0) text += fmt::format("; Max-Age={}", cookie.max_age_s);
  if (desk.secure) text += "; Secure";
  return text;
}

std::string_view cookie_value(const Desk& desk, const HttpRequest& request, std::string_view name) {
  return value_of(request.cookies, desk.secure ? fmt::format("__Host-{}", name) : std::string(name));
}

std::string safe_path(std::string_view path) {
  const bool ours = path.starts_with('/') && !path.starts_with("//") &&
                    std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
  return ours && path.size() <= 512 ? std::string(path) : "/";
}

}  // namespace minbar::collector
