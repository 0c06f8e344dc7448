#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/dashboard/page.h"
#include "sync/collector/dashboard/routes.h"
#include "sync/collector/dashboard/time_text.h"
#include "sync/collector/fleet/kiosks.h"

namespace minbar::collector {

namespace {

const std::string& name_in(Language language, const NamedPlace& place) {
  return language == Language::ar ? place.name_ar : place.name_fr;
}

HttpResponse show_form(Page& page, ViewData data, unsigned status) {
  std::vector<ViewData> places;
  for (const auto& place : page.desk.names.places()) {
    ViewData row;
    row.text("name", name_in(page.language(), place));
    places.push_back(std::move(row));
  }
  data.text("label", std::string(value_of(page.form, "label")))
      .text("place", std::string(value_of(page.form, "place")))
      .list("places", std::move(places))
      .flag("at_kiosks");
  return render(page, "kiosk_new", std::move(data), status);
}

HttpResponse show_choices(Page& page, const std::vector<NamedPlace>& found) {
  std::vector<ViewData> options;
  for (const auto& place : found) {
    ViewData option;
    option.text("code", place.code.value).text("name", name_in(page.language(), place));
    options.push_back(std::move(option));
  }
  ViewData data;
  data.flag("choices").list("options", std::move(options));
  return show_form(page, std::move(data), 422);
}

// Where the kiosk will find us: what the operator said, else what this browser came by.
std::string address_of(const Page& page) {
  if (!page.desk.public_url.empty()) return page.desk.public_url;
  return fmt::format("http://{}", value_of(page.request.headers, "host"));
}

HttpResponse show_code(Page& page, const IssuedCode& issued, const PlaceCode& place) {
  ViewData data;
  data.text("code", issued.code)
      .text("label", std::string(value_of(page.form, "label")))
      .text("place", page.desk.names.place(place, page.language()))
      .text("expires", time_text(issued.expires_at_ms, default_zone, page.words))
      .text("url", address_of(page))
      .text("fingerprint", page.desk.fingerprint)
      .flag("at_kiosks");
  return render(page, "kiosk_code", std::move(data));
}

// Somebody who is signed in has tries of their own, whatever comes from the same address.
Admission admit_new_kiosk(Page& page) {
  const auto account =
      page.desk.accounts.sessions().account_seen(cookie_value(page.desk, page.request, session_cookie));
  const auto taken = page.desk.new_kiosk_limit.take(account ? fmt::format("account {}", *account) : page.request.peer);
  if (taken) return {.known = account.has_value()};
  log(Event::enrolment_limited);
  return {.refused = with_wait(error_page(page.desk, 429, page.request), taken.error())};
}

HttpResponse create(Page& page) {
  const auto choice = value_of(page.form, "choice");
  const auto found = page.desk.names.find_place(choice.empty() ? value_of(page.form, "place") : choice);
  if (found.size() > 1) return show_choices(page, found);
  if (found.empty()) {
    ViewData data;
    data.flag("place_unknown");
    return show_form(page, std::move(data), 422);
  }
  const auto issued = create_kiosk(page.desk.storage,
                                   {.place = found.front().code,
                                    .label = std::string(value_of(page.form, "label")),
                                    .made_by = page.session->account},
                                   page.desk.clock, page.desk.random);
  if (issued) return show_code(page, *issued, found.front().code);
  if (issued.error().code != Errc::bad_input) return error_page(page.desk, 500, page.request);
  ViewData data;
  data.flag("label_wrong");
  return show_form(page, std::move(data), 422);
}

}  // namespace

void add_kiosk_new_routes(Router& router, const Desk& desk) {
  router.add(
      {.pattern = "/kiosks/new", .handler = private_page(desk, [](Page& page) { return show_form(page, {}, 200); })});
  router.add({.method = Method::post,
              .pattern = "/kiosks/new",
              .lane = Lane::enrol,
              .body_bytes = limits::http_form_bytes,
              .admit = admit_private_form(desk, admit_new_kiosk),
              .handler = private_form(desk, create)});
}

}  // namespace minbar::collector
