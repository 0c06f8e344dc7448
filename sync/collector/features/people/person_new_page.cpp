#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/people/people.h"
#include "sync/collector/features/people/role_form.h"

namespace minbar::collector {

namespace {

HttpResponse show_invitation_form(Page& page, const PeopleNeeds& with, ViewData data, unsigned status) {
  add_role_fields(page, with.names, data);
  data.text("name", std::string(value_of(page.form, "name"))).flag("at_people");
  return render(page, "person_new", std::move(data), status);
}

HttpResponse invite_person(Page& page, const PeopleNeeds& with) {
  auto choice = read_role(page, with.names);
  if (!choice) return show_invitation_form(page, with, std::move(choice).error(), 422);
  const auto name = value_of(page.form, "name");
  const auto link =
      with.links.invite({.name = name, .roles = {choice->what}, .until_ms = choice->until_ms, .by = page.actor()});
  if (link) return show_link(page, with, *link, std::string(name));
  ViewData data;
  switch (link.error().code) {
    case Errc::bad_input:
      data.flag("name_wrong");
      return show_invitation_form(page, with, std::move(data), 422);
    case Errc::conflict:
      data.flag("name_taken");
      return show_invitation_form(page, with, std::move(data), 422);
    case Errc::busy:
      return error_page(page, 503);
    default:
      return error_page(page, 500);
  }
}

}  // namespace

void add_person_new_routes(Router& router, const PageContext& context, const PeopleNeeds& with) {
  add_page(
      router, context,
      {.permission = Permission::run_accounts, .pattern = "/people/new", .sensitive = true, .show = [with](Page& page) {
         return show_invitation_form(page, with, {}, 200);
       }});
  add_form(router, context,
           {.permission = Permission::run_accounts,
            .pattern = "/people/new",
            .sensitive = true,
            .take = bound(invite_person, with)});
}

}  // namespace minbar::collector
