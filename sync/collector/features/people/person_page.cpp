#include <array>

#include <fmt/format.h>

#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/session_view.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/people/people.h"
#include "sync/collector/features/people/person_acts.h"

namespace minbar::collector {

namespace {

// What the page may be told in its address, with the words for it.
constexpr std::array<std::string_view, 8> told{"end_role", "end_session", "end_sessions", "factor",
                                               "disable",  "enable",      "role",         "link"};

void add_told(const Page& page, ViewData& data) {
  const auto done = value_of(page.request.query, "done");
  for (const auto act : told)
    if (act == done && act != "link") data.text("done", page.words.at(fmt::format("person.done.{}", act)));
  data.flag("refused", !value_of(page.request.query, "refused").empty());
}

HttpResponse show_person(Page& page, const PeopleNeeds& with) {
  const auto account = managed_one(page, with);
  if (!account) return error_page(page, 500);
  if (!*account) return error_page(page, 404);
  const auto& line = **account;
  const auto listed = page.context.sessions.list(line.account);
  const auto factor = with.factors.state(line.account);
  if (!listed || !factor) return error_page(page, 500);
  std::vector<ViewData> grants, sessions;
  for (const auto& grant : line.grants) grants.push_back(grant_view(page, with.names, grant));
  for (const auto& session : *listed) sessions.push_back(session_view(page, session));
  ViewData data;
  data.text("person", fmt::format("{}", line.account))
      .text("name", line.name)
      .flag("own", is_own(page, line))
      .flag("any_role", !grants.empty())
      .list("grants", std::move(grants))
      .flag("any_session", !sessions.empty())
      .list("sessions", std::move(sessions))
      .flag("at_people");
  if (factor->set_at_ms)
    data.text("factor", date_text(*factor->set_at_ms, page.words))
        .text("factor_machine", machine_time(*factor->set_at_ms));
  add_state(page, line, data);
  add_told(page, data);
  return render(page, "person", std::move(data));
}

HttpResponse change_person(Page& page, const PeopleNeeds& with) {
  const auto account = managed_one(page, with);
  if (!account) return error_page(page, 500);
  if (!*account) return error_page(page, 404);
  if (is_own(page, **account)) return refuse_own(page);
  return act_on(page, with, **account, value_of(page.form, "act"));
}

}  // namespace

void add_person_routes(Router& router, const PageContext& context, const PeopleNeeds& with) {
  add_page(router, context,
           {.permission = Permission::run_accounts, .pattern = "/people/:person", .show = bound(show_person, with)});
  add_form(router, context,
           {.permission = Permission::run_accounts,
            .pattern = "/people/:person",
            .sensitive = true,
            .take = bound(change_person, with)});
}

}  // namespace minbar::collector
