// One of an account's sessions as its owner and whoever runs the account are shown it: pages/parts/session.html.
#pragma once

#include "sync/collector/accounts/sessions.h"
#include "sync/collector/desk/page.h"

namespace minbar::collector {

[[nodiscard]] ViewData session_view(const Page& page, const SessionLine& session);

}  // namespace minbar::collector
