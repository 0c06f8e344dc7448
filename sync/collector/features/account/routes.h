// One's own account, its password, its sessions and its second factor, and the way to the first page that one may see,
// as routes. Each is given what it needs beside the page's context; all of it outlives the router.
#pragma once

#include "sync/collector/accounts/life/account_life.h"
#include "sync/collector/accounts/life/second_factors.h"
#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/router.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

struct AccountNeeds {
  Storage& storage;
  const ContentNames& names;
  SecondFactors& factors;
};
void add_account_routes(Router& router, const PageContext& context, const AccountNeeds& with);

// /account/password.
struct PasswordNeeds {
  AccountLife& life;
};
void add_password_routes(Router& router, const PageContext& context, const PasswordNeeds& with);

// /account/second-factor (desk/page_routes.h leads there).
struct SecondFactorNeeds {
  SecondFactors& factors;
};
void add_second_factor_routes(Router& router, const PageContext& context, const SecondFactorNeeds& with);

}  // namespace minbar::collector
