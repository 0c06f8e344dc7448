#include "sync/collector/desk/page.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/desk/cookies.h"
#include "sync/collector/desk/embedded.h"
#include "sync/collector/desk/spoken_language.h"
#include "sync/collector/http/form.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

namespace {

constexpr std::array known_errors{400u, 403u, 404u, 405u, 413u, 429u, 500u, 503u};

Scope scope_made_for(const Page& page, Permission permission) {
  std::set<PlaceCode> places;
  if (!page.session) return {};
  for (const auto& grant : page.session->grants) {
    if (!allows(grant.what, permission)) continue;
    if (grant.what.place.value.empty()) return Scope::everywhere();
    if (places.contains(grant.what.place)) continue;  // and so all that lies in it
    for (auto& place : page.context.places_in(grant.what.place)) places.insert(std::move(place));
  }
  return Scope(std::move(places));
}

// What the frame offers: each language by its own name, but the one that is shown.
std::vector<ViewData> other_languages(const Page& page) {
  std::vector<ViewData> rows;
  // What a form is answered with is shown once: a link that leads away from it would lose it.
  if (page.request.method == Method::post) return rows;
  for (const auto& words : page.context.words) {
    if (words.language() == page.language()) continue;
    ViewData row;
    row.text("tag", std::string(tag_of(words.language()))).text("name", words.at("language.name"));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Page open_page(const PageContext& context, const HttpRequest& request) {
  return {.context = context,
          .request = request,
          .words = words_for(context, request),
          .session = {},
          .visit = std::string(cookie_value(context, request, visit_cookie)),
          .form = {},
          .set_cookies = {},
          .known_scopes = {},
          .scope = {}};
}

const Scope& Page::scope_of(Permission permission) const {
  for (const auto& [known, where] : known_scopes)
    if (known == permission) return where;
  return known_scopes.emplace_back(permission, scope_made_for(*this, permission)).second;
}

bool Page::may(Permission permission) const {
  return session && std::any_of(session->grants.begin(), session->grants.end(),
                                [&](const Grant& grant) { return allows(grant.what, permission); });
}

Actor Page::actor() const {
  return {.account = session ? std::optional(session->account) : std::nullopt, .address = request.peer_shortened};
}

HttpResponse render(Page& page, std::string_view name, ViewData data, unsigned status) {
  const auto* style = find_embedded("static/minbar.css");
  data.text("lang", std::string(tag_of(page.context.templates.mostly(name, page.language()))))
      .text("dir", page.direction(name) == Direction::rtl ? "rtl" : "ltr")
      .text("stylesheet", fmt::format("/static/minbar.css?v={}", style->hash))
      .text("back", page.secret_path ? "/" : percent_encoded(path_with_query(page.request)))
      .text("token", form_token(page.session ? page.session->token : page.visit))
      .list("other_languages", other_languages(page));
  if (page.session) data.text("account", page.session->name);
  for (const auto& [permission, permission_name] : role_permissions())
    data.flag(fmt::format("may_{}", permission_name), page.may(permission));
  auto response = html(status, page.context.templates.render(name, page.language(), data));
  if (page.secret_path) response.headers.push_back({"Referrer-Policy", "no-referrer"});
  return response;
}

HttpResponse error_page(const PageContext& context, unsigned status, const HttpRequest& request) {
  auto page = open_page(context, request);
  const bool known = std::find(known_errors.begin(), known_errors.end(), status) != known_errors.end();
  ViewData data;
  data.text("status", fmt::format("{}", status)).flag(fmt::format("e{}", known ? status : 500));
  return render(page, "error", std::move(data), status);
}

HttpResponse error_page(const Page& page, unsigned status) { return error_page(page.context, status, page.request); }

HttpResponse denied_page(Page& page) {
  ViewData data;
  data.text("status", "403").flag("denied");
  return render(page, "error", std::move(data), 403);
}

HttpResponse gone_with_session(const Page& page, HttpResponse response) {
  constexpr std::int64_t after_s = limits::session_idle_ms / 1000 + 5;
  response.headers.push_back(
      {"Refresh", fmt::format("{}; url=/sign-in?next={}", after_s, percent_encoded(path_with_query(page.request)))});
  return response;
}

HttpResponse with_wait(HttpResponse response, const Wait& wait) {
  response.headers.push_back({"Retry-After", fmt::format("{}", wait.seconds)});
  return response;
}

std::string form_token(std::string_view secret) {
  return to_hex(seal::hash_of(bytes_of(fmt::format("minbar-form-v1|{}", secret))).view());
}

std::string safe_path(std::string_view path) {
  const bool ours = path.starts_with('/') && !path.starts_with("//") &&
                    std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
  return ours && path.size() <= 512 ? std::string(path) : "/";
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

}  // namespace minbar::collector
