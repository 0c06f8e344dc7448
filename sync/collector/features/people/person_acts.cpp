#include "sync/collector/features/people/person_acts.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sync/base/number.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/features/people/people.h"

namespace minbar::collector {

namespace {

HttpResponse back(const AccountLine& account, std::string_view what, std::string_view act) {
  return see_other(fmt::format("/people/{}?{}={}", account.account, what, act));
}

// Whatever was asked, somebody else may have done it, or undone what it rests on, since the page was shown.
HttpResponse done_or_not(const Page& page, const AccountLine& account, std::string_view act, const Result<void>& done) {
  if (done) return back(account, "done", act);
  switch (done.error().code) {
    case Errc::not_found:
    case Errc::conflict:
      return back(account, "refused", act);
    case Errc::busy:
      return error_page(page, 503);
    default:
      return error_page(page, 500);
  }
}

HttpResponse end_role(Page& page, const PeopleNeeds& with, const AccountLine& account) {
  const auto number = whole_number(value_of(page.form, "grant"));
  const bool has_it = number && std::any_of(account.grants.begin(), account.grants.end(),
                                            [&](const Grant& grant) { return grant.id == *number; });
  if (!has_it) return back(account, "refused", "end_role");
  const auto ended = with.storage.write([&](db::Database& database) {
    return end_grant(database, {.grant = *number, .by = page.actor(), .at_ms = page.now_ms()});
  });
  // Somebody without a role is managed by nobody of a part of the country.
  if (ended && account.grants.size() == 1 && !page.scope.is_everywhere()) return see_other("/people?done=end_role");
  return done_or_not(page, account, "end_role", ended);
}

HttpResponse end_session(Page& page, const PeopleNeeds&, const AccountLine& account) {
  const auto number = whole_number(value_of(page.form, "session"));
  if (!number) return error_page(page, 400);
  return done_or_not(page, account, "end_session",
                     page.context.sessions.end_one(account.account, *number, page.actor()));
}

HttpResponse end_sessions(Page& page, const PeopleNeeds&, const AccountLine& account) {
  const auto ended = page.context.sessions.end_all(account.account, std::nullopt, page.actor());
  return done_or_not(page, account, "end_sessions", ended ? Result<void>() : tl::unexpected(ended.error()));
}

HttpResponse make_link(Page& page, const PeopleNeeds& with, const AccountLine& account) {
  const auto link = with.links.renew(account.account, page.actor());
  if (link) return show_link(page, with, *link, account.name);
  return done_or_not(page, account, "link", tl::unexpected(link.error()));
}

HttpResponse remove_factor(Page& page, const PeopleNeeds& with, const AccountLine& account) {
  return done_or_not(page, account, "factor", with.factors.remove(account.account, page.actor()));
}

HttpResponse disable(Page& page, const PeopleNeeds& with, const AccountLine& account) {
  return done_or_not(page, account, "disable", with.life.disable(account.account, page.actor()));
}

HttpResponse enable(Page& page, const PeopleNeeds& with, const AccountLine& account) {
  return done_or_not(page, account, "enable", with.life.enable(account.account, page.actor()));
}

struct Act {
  std::string_view name;
  HttpResponse (*run)(Page&, const PeopleNeeds&, const AccountLine&);
};
constexpr std::array acts{Act{"end_role", end_role}, Act{"end_session", end_session}, Act{"end_sessions", end_sessions},
                          Act{"link", make_link},    Act{"factor", remove_factor},    Act{"disable", disable},
                          Act{"enable", enable}};

}  // namespace

HttpResponse act_on(Page& page, const PeopleNeeds& with, const AccountLine& account, std::string_view act) {
  for (const auto& known : acts)
    if (known.name == act) return known.run(page, with, account);
  return error_page(page, 400);
}

}  // namespace minbar::collector
