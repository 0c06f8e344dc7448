#include "sync/collector/features/fleet/kiosk_code_parts.h"

#include <fmt/format.h>

#include "sync/base/log.h"
#include "sync/collector/desk/cookies.h"
#include "sync/collector/desk/time_text.h"

namespace minbar::collector {

namespace {

// Where the kiosk will find us: what the operator said, else what this browser came by.
std::string address_of(const Page& page, const KioskNewNeeds& with) {
  if (!with.public_url.empty()) return with.public_url;
  return fmt::format("http://{}", value_of(page.request.headers, "host"));
}

}  // namespace

Admission admit_new_code(Page& page, const KioskNewNeeds& with) {
  const auto account = page.context.sessions.account_seen(cookie_value(page.context, page.request, session_cookie));
  const auto taken = with.limit.take(account ? fmt::format("account {}", *account) : page.request.peer);
  if (taken) return {.known = account.has_value()};
  log(LogEvent::enrolment_limited);
  return {.refused = with_wait(error_page(page, 429), taken.error())};
}

HttpResponse show_code(Page& page, const KioskNewNeeds& with, const ShownCode& code) {
  ViewData data;
  data.text("code", code.issued.code)
      .text("label", code.label)
      .text("place", with.names.place(code.place, page.language()))
      .text("expires", time_text(code.issued.expires_at_ms, page.words))
      .text("url", address_of(page, with))
      .text("fingerprint", with.fingerprint)
      .text("older_fingerprint", with.older_fingerprint)
      .flag("has_older", !with.older_fingerprint.empty())
      .flag("at_kiosks");
  if (code.again) data.flag("again");
  return render(page, "kiosk_code", std::move(data));
}

}  // namespace minbar::collector
