#include <fmt/format.h>

#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/people/people.h"

namespace minbar::collector {

namespace {

// Whoever removes somebody sees what will happen before it does.
HttpResponse ask_before_removing(Page& page, const PeopleNeeds& with) {
  const auto account = managed_one(page, with);
  if (!account) return error_page(page, 500);
  if (!*account) return error_page(page, 404);
  if (is_own(page, **account)) return refuse_own(page);
  ViewData data;
  data.text("person", fmt::format("{}", (*account)->account)).text("name", (*account)->name).flag("at_people");
  return render(page, "person_remove", std::move(data));
}

HttpResponse remove_person(Page& page, const PeopleNeeds& with) {
  const auto account = managed_one(page, with);
  if (!account) return error_page(page, 500);
  if (!*account) return error_page(page, 404);
  if (is_own(page, **account)) return refuse_own(page);
  const auto removed = with.life.remove((*account)->account, page.actor());
  if (removed) return see_other("/people?done=remove");
  switch (removed.error().code) {
    case Errc::not_found:
      return error_page(page, 404);
    case Errc::conflict:
      return see_other(fmt::format("/people/{}?refused=remove", (*account)->account));
    case Errc::busy:
      return error_page(page, 503);
    default:
      return error_page(page, 500);
  }
}

}  // namespace

void add_person_remove_routes(Router& router, const PageContext& context, const PeopleNeeds& with) {
  add_page(router, context,
           {.permission = Permission::run_accounts,
            .pattern = "/people/:person/remove",
            .sensitive = true,
            .show = bound(ask_before_removing, with)});
  add_form(router, context,
           {.permission = Permission::run_accounts,
            .pattern = "/people/:person/remove",
            .sensitive = true,
            .take = bound(remove_person, with)});
}

}  // namespace minbar::collector
