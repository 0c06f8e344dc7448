// Signing in and out, as routes. Each is given what it needs beside the page's context;
// all of it outlives the router.
#pragma once

#include "sync/collector/accounts/accounts.h"
#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

struct SignInNeeds {
  Accounts& accounts;
};
void add_sign_in_routes(Router& router, const PageContext& context, const SignInNeeds& with);

}  // namespace minbar::collector
