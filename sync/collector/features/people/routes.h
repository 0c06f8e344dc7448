// The people who may sign in, and the pages of the links that they get, as routes. Each is given what it needs beside
// the page's context; all of it outlives the router.
#pragma once

#include <string>

#include "sync/collector/accounts/life/account_life.h"
#include "sync/collector/accounts/life/links.h"
#include "sync/collector/accounts/life/second_factors.h"
#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/router.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

struct PeopleNeeds {
  Storage& storage;
  const ContentNames& names;
  AccountLife& life;
  Links& links;
  SecondFactors& factors;
  const std::string& public_url;  // where browsers reach this collector, no slash at the end; may be empty
};
void add_people_routes(Router& router, const PageContext& context, const PeopleNeeds& with);
void add_person_new_routes(Router& router, const PageContext& context, const PeopleNeeds& with);
void add_person_routes(Router& router, const PageContext& context, const PeopleNeeds& with);
void add_person_role_routes(Router& router, const PageContext& context, const PeopleNeeds& with);
void add_person_remove_routes(Router& router, const PageContext& context, const PeopleNeeds& with);

// /invitation/:token and /reset/:token, open to whoever has the link.
struct ChoosePasswordNeeds {
  Storage& storage;
  const ContentNames& names;
  Accounts& accounts;
  Links& links;
};
void add_choose_password_routes(Router& router, const PageContext& context, const ChoosePasswordNeeds& with);

}  // namespace minbar::collector
