#include "sync/collector/desk/page_routes.h"

#include <tl/expected.hpp>

#include <fmt/format.h>

#include "sync/base/log.h"
#include "sync/collector/desk/cookies.h"
#include "sync/collector/http/form.h"
#include "sync/seal/hash.h"
#include "sync/seal/password.h"

namespace minbar::collector {

namespace {

HttpResponse to_sign_in(const HttpRequest& request) {
  return see_other(fmt::format("/sign-in?next={}", percent_encoded(path_with_query(request))));
}

HttpResponse with_cookies(const Page& page, HttpResponse response) {
  response.proved = response.proved || page.session.has_value();
  for (const auto& cookie : page.set_cookies) response.headers.push_back({"Set-Cookie", cookie});
  return response;
}

// The page for whoever may ask for it, or the answer instead: an error, or the way to the sign-in page.
tl::expected<Page, HttpResponse> open_for(Permission permission, const PageContext& context,
                                          const HttpRequest& request) {
  context.follow_names();
  auto page = open_page(context, request);
  if (permission == Permission::everyone) return page;
  auto session = context.sessions.find(cookie_value(context, request, session_cookie));
  if (!session) return tl::unexpected(error_page(page, 500));
  if (!*session) return tl::unexpected(to_sign_in(request));
  page.session = std::move(*session);
  if (permission == Permission::signed_in) return page;
  if (page.session->needs_second_factor)
    return tl::unexpected(with_cookies(page, see_other(std::string(second_factor_path))));
  page.scope = page.scope_of(permission);
  if (page.scope.is_nowhere()) {
    context.refusals.note(page.actor(), request.path);
    return tl::unexpected(with_cookies(page, denied_page(page)));
  }
  return page;
}

// The same, for what may be sensitive.
tl::expected<Page, HttpResponse> open_asked(Permission permission, bool sensitive, const PageContext& context,
                                            const HttpRequest& request) {
  auto page = open_for(permission, context, request);
  if (page && sensitive && page->session && !page->session->is_confirmed)
    return tl::unexpected(with_cookies(*page, to_confirm(request)));
  return page;
}

// What is not there for somebody may be there for others: whoever guesses addresses is in the audit too.
HttpResponse noted(const Page& page, Permission permission, HttpResponse response) {
  const bool of_role = permission != Permission::everyone && permission != Permission::signed_in;
  if (of_role && response.status == 404) page.context.refusals.note(page.actor(), page.request.path);
  return response;
}

bool has_good_token(std::string_view secret, const Fields& form) {
  if (secret.empty()) return false;
  return seal::equal_constant_time(bytes_of(value_of(form, "token")), bytes_of(form_token(secret)));
}

HttpResponse refuse_form(const Page& page) {
  log(page.session ? LogEvent::session_form_refused : LogEvent::form_refused);
  return error_page(page, 403);
}

HttpResponse run_form(Page& page, const PageFunction& take) {
  page.form = parse_form(page.request.body);
  if (!has_good_token(page.session ? page.session->token : page.visit, page.form)) return refuse_form(page);
  return with_cookies(page, take(page));
}

// A token hangs on the value of a cookie, so that whether it is good needs no look at what the cookie stands for.
Admission admit_form(Permission permission, const PageContext& context, const HttpRequest& request,
                     const AdmitFunction& admit) {
  auto page = open_page(context, request);
  auto secret = std::string_view(page.visit);
  if (permission != Permission::everyone) {
    secret = cookie_value(context, request, session_cookie);
    if (secret.empty()) return {.refused = to_sign_in(request)};
  }
  page.form = parse_form(request.body);
  if (!has_good_token(secret, page.form)) return {.refused = refuse_form(page)};
  return admit(page);
}

// What form tokens of people who are not signed in hang on.
void begin_visit(Page& page) {
  if (page.session || !page.visit.empty()) return;
  page.visit = seal::random_token(page.context.random);
  page.set_cookies.push_back(cookie_text(page.context, {.name = visit_cookie, .value = page.visit}));
}

}  // namespace

HttpResponse to_confirm(const HttpRequest& request) {
  return see_other(fmt::format("{}?next={}", confirm_path, percent_encoded(path_with_query(request))));
}

void add_page(Router& router, const PageContext& context, PageRoute route) {
  router.add({.permission = route.permission,
              .pattern = std::move(route.pattern),
              .handler = [&context, permission = route.permission, sensitive = route.sensitive,
                          show = std::move(route.show)](const HttpRequest& request) {
                auto page = open_asked(permission, sensitive, context, request);
                if (!page) return std::move(page).error();
                begin_visit(*page);
                return noted(*page, permission, with_cookies(*page, show(*page)));
              }});
}

void add_form(Router& router, const PageContext& context, FormRoute route) {
  Admit admit;
  if (route.admit)
    admit = [&context, permission = route.permission, ask = std::move(route.admit)](const HttpRequest& request) {
      return admit_form(permission, context, request, ask);
    };
  router.add({.permission = route.permission,
              .method = Method::post,
              .pattern = std::move(route.pattern),
              .lane = route.lane,
              .body_bytes = route.body_bytes,
              .admit = std::move(admit),
              .handler = [&context, permission = route.permission, sensitive = route.sensitive,
                          take = std::move(route.take)](const HttpRequest& request) {
                auto page = open_asked(permission, sensitive, context, request);
                return page ? noted(*page, permission, run_form(*page, take)) : std::move(page).error();
              }});
}

}  // namespace minbar::collector
