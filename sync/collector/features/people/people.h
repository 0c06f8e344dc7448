// Whom somebody may run at the desk, and what every page of people shows of them. A person is managed by who may run
// accounts wherever each of the person's roles lies; for everybody else that person is not there. Nobody changes
// anything of their own here: that is on the page of their own account.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/accounts/life/account_life.h"
#include "sync/collector/accounts/life/links.h"
#include "sync/collector/desk/page.h"
#include "sync/collector/features/people/routes.h"

namespace minbar::collector {

// Those whom this page's reader manages, by name; whoever was removed is in the audit alone.
[[nodiscard]] Result<std::vector<AccountLine>> managed(const Page& page, const PeopleNeeds& with);
// The one that the address names with `:person`; nothing: there is none for this page's reader.
[[nodiscard]] Result<std::optional<AccountLine>> managed_one(const Page& page, const PeopleNeeds& with);
[[nodiscard]] bool is_own(const Page& page, const AccountLine& account);

// 403, with a line in the audit: nobody changes their own account here, and whoever tries is seen.
[[nodiscard]] HttpResponse refuse_own(Page& page);

// When each account signed in last, as the audit has it.
[[nodiscard]] Result<std::map<std::int64_t, std::int64_t>> last_sign_ins(Storage& storage);

// Role, place, and the last day where there is one.
[[nodiscard]] ViewData grant_view(const Page& page, const ContentNames& names, const Grant& grant);
// "Invited until …", "Active", "Disabled since …", with the name of its ground.
void add_state(const Page& page, const AccountLine& account, ViewData& view);

// The page that shows a link, once.
[[nodiscard]] HttpResponse show_link(Page& page, const PeopleNeeds& with, const MadeLink& link,
                                     const std::string& name);

}  // namespace minbar::collector
