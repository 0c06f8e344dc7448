// /sign-in/sso: who was asked by a trusted proxy is shown whom Minbar takes them for, and goes on by a form. Looking at
// it starts no session, so that no link of another site signs anybody in, and whoever has signed out stays signed out.
#pragma once

#include "sync/collector/accounts/single_sign_on.h"
#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

struct SsoNeeds {
  SingleSignOn& sso;
};
void add_sso_routes(Router& router, const PageContext& context, const SsoNeeds& with);

}  // namespace minbar::collector
