#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/fleet/kiosk_code_parts.h"
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
  if (issued)
    return show_code(
        page, with,
        {.issued = *issued, .label = std::string(value_of(page.form, "label")), .place = found.front().code});
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
            .admit = bound(admit_new_code, with),
            .take = bound(create, with)});
}

}  // namespace minbar::collector
