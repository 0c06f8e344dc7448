// Signing in and out, the code of a second factor, and proving once more who one is, as routes. Each is given what it
// needs beside the page's context; all of it outlives the router.
#pragma once

#include "sync/collector/accounts/accounts.h"
#include "sync/collector/accounts/life/second_factors.h"
#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

struct SignInNeeds {
  Accounts& accounts;
};
void add_sign_in_routes(Router& router, const PageContext& context, const SignInNeeds& with);

// /sign-in/code, after the right password of an account with a second factor.
struct SignInCodeNeeds {
  SecondFactors& factors;
};
void add_sign_in_code_routes(Router& router, const PageContext& context, const SignInCodeNeeds& with);

// /confirm, before what is sensitive (desk/page_routes.h).
struct ConfirmNeeds {
  SecondFactors& factors;
};
void add_confirm_routes(Router& router, const PageContext& context, const ConfirmNeeds& with);

}  // namespace minbar::collector
