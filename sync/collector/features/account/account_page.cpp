#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "sync/base/number.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/session_view.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/account/routes.h"

namespace minbar::collector {

namespace {

// Where the desk begins, the first that somebody may see; who may see none is told so on the page of their account.
HttpResponse begin(Page& page) {
  static constexpr std::array<std::pair<Permission, std::string_view>, 4> beginnings{
      {{Permission::see_proposals, "/inbox"},
       {Permission::see_figures, "/satisfaction"},
       {Permission::see_petitions, "/petitions"},
       {Permission::see_kiosks, "/kiosks"}}};
  for (const auto& [permission, path] : beginnings)
    if (page.may(permission)) return see_other(std::string(path));
  return see_other("/account");
}

ViewData grant_view(const Page& page, const AccountNeeds& with, const Grant& grant) {
  ViewData view;
  const auto role = name_of(grant.what.role);
  const auto& place = grant.what.place;
  view.text("role", page.words.at(fmt::format("role.{}", role)))
      .text("allows", page.words.at(fmt::format("role.{}.allows", role)))
      .text("place", place.value.empty() ? page.words.at("role.everywhere") : with.names.place(place, page.language()));
  if (grant.until_ms)
    view.text("until", date_text(*grant.until_ms - 1, page.words)).text("until_machine", machine_time(*grant.until_ms));
  return view;
}

// The sessions, and the second factor or that there is none.
Result<void> add_safety(const Page& page, const AccountNeeds& with, ViewData& data) {
  const auto listed = TRY(page.context.sessions.list(page.session->account));
  const auto factor = TRY(with.factors.state(page.session->account));
  std::vector<ViewData> sessions;
  for (const auto& session : listed) {
    auto view = session_view(page, session);
    view.flag("this_one", session.number == page.session->number);
    sessions.push_back(std::move(view));
  }
  data.flag("needed", page.session->needs_second_factor);
  data.flag("others", sessions.size() > 1).list("sessions", std::move(sessions));
  if (factor.set_at_ms)
    data.text("factor", date_text(*factor.set_at_ms, page.words))
        .text("factor_machine", machine_time(*factor.set_at_ms))
        .text("codes_left", fmt::format("{}", factor.recovery_codes_left));
  return {};
}

// What was done a moment ago on this page or on one that leads back here.
void add_told(const Page& page, ViewData& data) {
  static constexpr std::array<std::string_view, 3> known{"factor_removed", "end_session", "end_others"};
  const auto done = value_of(page.request.query, "done");
  if (std::find(known.begin(), known.end(), done) != known.end())
    data.text("done", page.words.at(fmt::format("account.done.{}", done)));
}

// What the account is to be told, once.
Result<std::optional<std::string>> take_notice(const Page& page, const AccountNeeds& with) {
  const auto row = TRY(with.storage.read([&](db::Database& database) {
    return database.query_one("SELECT notice FROM accounts WHERE id = $1", {page.session->account});
  }));
  auto notice = row ? row->maybe_text(0) : std::nullopt;
  if (!notice) return std::nullopt;
  const auto told = with.storage.write([&](db::Database& database) {
    return database.execute("UPDATE accounts SET notice = NULL WHERE id = $1", {page.session->account});
  });
  // Beside a long write (a rebuild) it is told, and told again.
  if (!told && told.error().code != Errc::busy) return tl::unexpected(told.error());
  return notice;
}

HttpResponse show_account(Page& page, const AccountNeeds& with) {
  const auto notice = take_notice(page, with);
  if (!notice) return error_page(page, 500);
  std::vector<ViewData> grants;
  for (const auto& grant : page.session->grants) grants.push_back(grant_view(page, with, grant));
  ViewData data;
  data.flag("any", !grants.empty()).list("grants", std::move(grants)).flag("at_account");
  if (!add_safety(page, with, data)) return error_page(page, 500);
  add_told(page, data);
  if (*notice)
    data.flag(fmt::format("notice_{}", **notice)).text("next", safe_path(value_of(page.request.query, "next")));
  return render(page, "account", std::move(data));
}

// One of the account's sessions, or all but this one. One that has ended meanwhile is what was asked for.
HttpResponse end_sessions(Page& page) {
  const auto act = value_of(page.form, "act");
  if (act == "end_others") {
    if (page.context.sessions.end_all(page.session->account, page.session->number, page.actor()))
      return see_other("/account?done=end_others");
    return error_page(page, 503);
  }
  const auto number = whole_number(value_of(page.form, "session"));
  if (act != "end_session" || !number) return error_page(page, 400);
  const auto ended = page.context.sessions.end_one(page.session->account, *number, page.actor());
  if (!ended && ended.error().code != Errc::not_found) return error_page(page, 503);
  return see_other("/account?done=end_session");
}

}  // namespace

void add_account_routes(Router& router, const PageContext& context, const AccountNeeds& with) {
  add_page(router, context, {.permission = Permission::signed_in, .pattern = "/", .show = begin});
  add_page(router, context,
           {.permission = Permission::signed_in, .pattern = "/account", .show = bound(show_account, with)});
  add_form(router, context, {.permission = Permission::signed_in, .pattern = "/account", .take = end_sessions});
}

}  // namespace minbar::collector
