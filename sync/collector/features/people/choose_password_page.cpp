#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/accounts/passwords/password_policy.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/people/people.h"

namespace minbar::collector {

namespace {

// What the link of an invitation leads to, and who made it.
struct Invited {
  std::vector<Grant> grants;
  std::string by;  // empty: the command line
};

Result<Invited> invited(const Page& page, const ChoosePasswordNeeds& with, const std::string& name) {
  const auto account = TRY(with.accounts.find(name));
  return with.storage.read([&](db::Database& database) -> Result<Invited> {
    Invited found;
    found.grants = TRY(grants_of(database, account, page.now_ms()));
    if (const auto row = TRY(database.query_one("SELECT a.name FROM grants g JOIN accounts a ON a.id = g.made_by "
                                                "WHERE g.account = $1 ORDER BY g.id LIMIT 1",
                                                {account})))
      found.by = row->text(0);
    return found;
  });
}

// A link that was used, has ended or never was.
HttpResponse gone(Page& page) { return render(page, "link_gone", {}, 404); }

HttpResponse show_password_form(Page& page, const ChoosePasswordNeeds& with, const OpenLink& link, ViewData data,
                                unsigned status) {
  const bool invitation = link.kind == LinkKind::invitation;
  data.text("path", page.request.path)
      .text("name", link.name)
      .text("expires", time_text(link.expires_at_ms, page.words))
      .text("expires_machine", machine_time(link.expires_at_ms))
      .text("rule",
            filled(page.words.at("password.rule"), {{"count", fmt::format("{}", limits::password_code_points)}}))
      .flag("invitation", invitation);
  if (invitation) {
    const auto found = invited(page, with, link.name);
    if (!found) return error_page(page, 500);
    std::vector<ViewData> grants;
    for (const auto& grant : found->grants) grants.push_back(grant_view(page, with.names, grant));
    data.list("grants", std::move(grants));
    if (!found->by.empty()) data.text("by", found->by);
  }
  return render(page, "choose_password", std::move(data), status);
}

HttpResponse ask_for_password(Page& page, const ChoosePasswordNeeds& with) {
  page.secret_path = true;
  const auto link = with.links.look(value_of(page.request.params, "token"));
  if (!link) return error_page(page, 500);
  if (!*link) return gone(page);
  return show_password_form(page, with, **link, {}, 200);
}

HttpResponse choose_password(Page& page, const ChoosePasswordNeeds& with) {
  page.secret_path = true;
  const auto token = value_of(page.request.params, "token");
  const auto chosen = with.links.use(
      {.token = token, .password = value_of(page.form, "password"), .address = page.request.peer_shortened});
  if (chosen) return see_other("/sign-in?chosen=1");
  switch (chosen.error().why) {
    case LinkFailure::gone:
      return gone(page);
    case LinkFailure::bad_password:
      break;
    case LinkFailure::try_later:
      return error_page(page, 503);
  }
  const auto link = with.links.look(token);
  if (!link) return error_page(page, 500);
  if (!*link) return gone(page);
  ViewData data;
  if (chosen.error().fault)
    data.text("fault", page.words.at(fmt::format("password.fault.{}", name_of(*chosen.error().fault))));
  return show_password_form(page, with, **link, std::move(data), 422);
}

}  // namespace

void add_choose_password_routes(Router& router, const PageContext& context, const ChoosePasswordNeeds& with) {
  for (const auto* pattern : {"/invitation/:token", "/reset/:token"}) {
    add_page(router, context,
             {.permission = Permission::everyone, .pattern = pattern, .show = bound(ask_for_password, with)});
    add_form(router, context,
             {.permission = Permission::everyone,
              .pattern = pattern,
              .lane = Lane::sign_in,
              .take = bound(choose_password, with)});
  }
}

}  // namespace minbar::collector
