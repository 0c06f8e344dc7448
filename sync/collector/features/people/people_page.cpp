#include <fmt/format.h>

#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/people/people.h"

namespace minbar::collector {

namespace {

HttpResponse show_people(Page& page, const PeopleNeeds& with) {
  const auto accounts = managed(page, with);
  const auto signed_in = last_sign_ins(with.storage);
  if (!accounts || !signed_in) return error_page(page, 500);
  std::vector<ViewData> rows;
  for (const auto& account : *accounts) {
    std::vector<ViewData> grants;
    for (const auto& grant : account.grants) grants.push_back(grant_view(page, with.names, grant));
    ViewData row;
    row.text("person", fmt::format("{}", account.account))
        .text("name", account.name)
        .flag("any", !grants.empty())
        .list("grants", std::move(grants))
        .flag("own", is_own(page, account));
    add_state(page, account, row);
    if (const auto last = signed_in->find(account.account); last != signed_in->end())
      row.text("last", time_text(last->second, page.words)).text("last_machine", machine_time(last->second));
    rows.push_back(std::move(row));
  }
  ViewData data;
  data.list("rows", std::move(rows)).flag("at_people");
  const auto done = value_of(page.request.query, "done");
  if (done == "remove" || done == "end_role") data.text("done", page.words.at(fmt::format("person.done.{}", done)));
  return render(page, "people", std::move(data));
}

}  // namespace

void add_people_routes(Router& router, const PageContext& context, const PeopleNeeds& with) {
  add_page(router, context,
           {.permission = Permission::run_accounts, .pattern = "/people", .show = bound(show_people, with)});
}

}  // namespace minbar::collector
