#include "sync/collector/desk/session_view.h"

#include <fmt/format.h>

#include "sync/collector/desk/time_text.h"

namespace minbar::collector {

ViewData session_view(const Page& page, const SessionLine& session) {
  ViewData view;
  view.text("session", fmt::format("{}", session.number))
      .text("made", time_text(session.made_ms, page.words))
      .text("made_machine", machine_time(session.made_ms))
      .text("used", time_text(session.used_ms, page.words))
      .text("used_machine", machine_time(session.used_ms))
      .flag("pending", session.pending);
  if (!session.address.empty()) view.text("address", session.address);
  return view;
}

}  // namespace minbar::collector
