// What the forms of somebody's page do to them, by the name that the button has. Whoever presses it manages them
// (people.h) and has proved who they are; nothing of it is done to oneself.
#pragma once

#include <string_view>

#include "sync/collector/accounts/life/account_life.h"
#include "sync/collector/desk/page.h"
#include "sync/collector/features/people/routes.h"

namespace minbar::collector {

// The answer: back to the page, which says what was done or that nothing was; the link that was made; or an error, 400
// for an act that is none.
[[nodiscard]] HttpResponse act_on(Page& page, const PeopleNeeds& with, const AccountLine& account,
                                  std::string_view act);

}  // namespace minbar::collector
