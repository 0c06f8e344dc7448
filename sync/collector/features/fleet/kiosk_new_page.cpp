#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/desk/cookies.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/fleet/kiosks.h"
#include "sync/collector/features/fleet/routes.h"

namespace minbar::collector {

namespace {

HttpResponse show_form(Page& page, const KioskNewNeeds& with, ViewData data, unsigned status) {
  std::vector<ViewData> places;
  for (const auto& place : with.names.places()) {
    if (!page.scope.holds(place.code)) continue;
    ViewData row;
    row.text("name", place.in(page.language()));
    places.push_back(std::move(row));
  }
  data.text("label", std::string(value_of(page.form, "label")))
      .text("place", std::string(value_of(page.form, "place")))
      .list("places", std::move(places))
      .flag("at_kiosks");
  return render(page, "kiosk_new", std::move(data), status);
}

HttpResponse show_choices(Page& page, const KioskNewNeeds& with, const std::vector<NamedPlace>& found) {
  std::vector<ViewData> options;
  for (const auto& place : found) {
    ViewData option;
    option.text("code", place.code.value).text("name", place.in(page.language()));
    options.push_back(std::move(option));
  }
  ViewData data;
  data.flag("choices").list("options", std::move(options));
  return show_form(page, with, std::move(data), 422);
}

// Where the kiosk will find us: what the operator said, else what this browser came by.
std::string address_of(const Page& page, const KioskNewNeeds& with) {
  if (!with.public_url.empty()) return with.public_url;
  return fmt::format("http://{}", value_of(page.request.headers, "host"));
}

HttpResponse show_code(Page& page, const KioskNewNeeds& with, const IssuedCode& issued, const PlaceCode& place) {
  ViewData data;
  data.text("code", issued.code)
      .text("label", std::string(value_of(page.form, "label")))
      .text("place", with.names.place(place, page.language()))
      .text("expires", time_text(issued.expires_at_ms, page.words))
      .text("url", address_of(page, with))
      .text("fingerprint", with.fingerprint)
      .flag("at_kiosks");
  return render(page, "kiosk_code", std::move(data));
}

// Somebody who is signed in has tries of their own, whatever comes from the same address.
Admission admit_new_kiosk(Page& page, const KioskNewNeeds& with) {
  const auto account = page.context.sessions.account_seen(cookie_value(page.context, page.request, session_cookie));
  const auto taken = with.limit.take(account ? fmt::format("account {}", *account) : page.request.peer);
  if (taken) return {.known = account.has_value()};
  log(LogEvent::enrolment_limited);
  return {.refused = with_wait(error_page(page, 429), taken.error())};
}

HttpResponse create(Page& page, const KioskNewNeeds& with) {
  const auto choice = value_of(page.form, "choice");
  const auto found = with.names.find_place(choice.empty() ? value_of(page.form, "place") : choice,
                                           [&](const PlaceCode& place) { return page.scope.holds(place); });
  if (found.size() > 1) return show_choices(page, with, found);
  if (found.empty()) {
    ViewData data;
    data.flag("place_unknown");
    return show_form(page, with, std::move(data), 422);
  }
  const auto issued = create_kiosk(
      with.storage,
      {.place = found.front().code, .label = std::string(value_of(page.form, "label")), .by = page.actor()},
      page.context.clock, with.random);
  if (issued) return show_code(page, with, *issued, found.front().code);
  if (issued.error().code != Errc::bad_input) return error_page(page, 500);
  ViewData data;
  data.flag("label_wrong");
  return show_form(page, with, std::move(data), 422);
}

}  // namespace

void add_kiosk_new_routes(Router& router, const PageContext& context, const KioskNewNeeds& with) {
  add_page(router, context,
           {.permission = Permission::run_kiosks, .pattern = "/kiosks/new", .show = [with](Page& page) {
              return show_form(page, with, {}, 200);
            }});
  add_form(router, context,
           {.permission = Permission::run_kiosks,
            .pattern = "/kiosks/new",
            .lane = Lane::enrol,
            .admit = bound(admit_new_kiosk, with),
            .take = bound(create, with)});
}

}  // namespace minbar::collector
