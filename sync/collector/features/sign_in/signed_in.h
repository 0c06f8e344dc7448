// How a browser leaves a sign-in that succeeded: with its cookies, and on its way. Used by the page of the password and
// by that of the code.
#pragma once

#include "sync/collector/accounts/accounts.h"
#include "sync/collector/desk/page.h"

namespace minbar::collector {

// To the page that the form's `next` names, past what the account is to be told.
[[nodiscard]] HttpResponse let_in(Page& page, const SignedIn& signed_in);

}  // namespace minbar::collector
