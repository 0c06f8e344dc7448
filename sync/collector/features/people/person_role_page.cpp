#include <fmt/format.h>

#include "sync/collector/accounts/roles.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/people/people.h"
#include "sync/collector/features/people/role_form.h"

namespace minbar::collector {

namespace {

// Whose role it is, or the answer instead: nobody gives one to themselves.
tl::expected<AccountLine, HttpResponse> whose_role(Page& page, const PeopleNeeds& with) {
  auto account = managed_one(page, with);
  if (!account) return tl::unexpected(error_page(page, 500));
  if (!*account) return tl::unexpected(error_page(page, 404));
  if (is_own(page, **account)) return tl::unexpected(refuse_own(page));
  return std::move(**account);
}

HttpResponse show_role_form(Page& page, const PeopleNeeds& with, const AccountLine& account, ViewData data,
                            unsigned status) {
  add_role_fields(page, with.names, data);
  data.text("person", fmt::format("{}", account.account)).text("name", account.name).flag("at_people");
  return render(page, "person_role", std::move(data), status);
}

HttpResponse ask_for_role(Page& page, const PeopleNeeds& with) {
  auto account = whose_role(page, with);
  return account ? show_role_form(page, with, *account, {}, 200) : std::move(account).error();
}

HttpResponse give_role(Page& page, const PeopleNeeds& with) {
  auto account = whose_role(page, with);
  if (!account) return std::move(account).error();
  auto choice = read_role(page, with.names);
  if (!choice) return show_role_form(page, with, *account, std::move(choice).error(), 422);
  const auto given = with.storage.write([&](db::Database& database) {
    return make_grant(database, {.account = account->account,
                                 .what = choice->what,
                                 .until_ms = choice->until_ms,
                                 .by = page.actor(),
                                 .at_ms = page.now_ms()});
  });
  if (given) return see_other(fmt::format("/people/{}?done=role", account->account));
  ViewData data;
  switch (given.error().code) {
    case Errc::conflict:
      data.flag("has_it");
      return show_role_form(page, with, *account, std::move(data), 422);
    case Errc::busy:
      return error_page(page, 503);
    default:
      return error_page(page, 500);
  }
}

}  // namespace

void add_person_role_routes(Router& router, const PageContext& context, const PeopleNeeds& with) {
  add_page(router, context,
           {.permission = Permission::run_accounts,
            .pattern = "/people/:person/role",
            .sensitive = true,
            .show = bound(ask_for_role, with)});
  add_form(router, context,
           {.permission = Permission::run_accounts,
            .pattern = "/people/:person/role",
            .sensitive = true,
            .take = bound(give_role, with)});
}

}  // namespace minbar::collector
