#include <fmt/format.h>

#include <algorithm>

#include "sync/collector/desk/bars.h"
#include "sync/collector/desk/numbers.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/petitions/counts.h"
#include "sync/collector/features/petitions/report.h"
#include "sync/collector/features/petitions/routes.h"

namespace minbar::collector {

namespace {

std::string_view state_flag(PetitionState state) {
  switch (state) {
    case PetitionState::draft:
      break;
    case PetitionState::open:
      return "open";
    case PetitionState::closing:
      return "closing";
    case PetitionState::closed:
      return "closed";
  }
  return "draft";
}

std::string machine_day(const CalendarDate& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::vector<ViewData> provinces(const Page& page, const PetitionsNeeds& with, const Petition& petition,
                                const PetitionReport& report) {
  const auto wanted = petition.threshold.in_each_province();
  std::vector<ViewData> out;
  for (const auto& [place, signatures] : by_province(with.names, petition, report)) {
    ViewData row;
    row.text("name", with.names.place(place, page.language()))
        .text("signatures", count_text(signatures, page.words))
        .text("wanted", count_text(wanted, page.words))
        .flag("lacking", signatures < wanted);
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<ViewData> kiosks(const Page& page, const PetitionsNeeds& with, const PetitionReport& report) {
  std::vector<ViewData> out;
  for (const auto& kiosk : report.kiosks) {
    ViewData row;
    row.text("label", kiosk.label)
        .text("place", with.names.place(kiosk.place, page.language()))
        .text("signatures", count_text(kiosk.signatures, page.words));
    out.push_back(std::move(row));
  }
  return out;
}

struct Watched {
  PetitionCount count;
  PetitionReport report;
};

ViewData petition_view(const Page& page, const PetitionsNeeds& with, const Petition& petition, const Watched& watched) {
  const auto& threshold = petition.threshold;
  const auto& report = watched.report;
  ViewData view;
  view.text("id", petition.id.value)
      .text("title", petition.title.in(page.language()).text)
      .text("place", with.names.place(petition.addressee, page.language()))
      .flag(std::string(state_flag(petition.state)))
      .flag("sample", petition.sample)
      .flag("collects", petition.state != PetitionState::draft)
      .flag("listable", petition.state != PetitionState::draft &&
                            page.scope_of(Permission::open_supporters).holds(petition.addressee))
      .text("signatures", count_text(report.signatures, page.words))
      .text("threshold", count_text(threshold.signatures, page.words))
      .flag("reached", report.signatures >= threshold.signatures)
      .list("provinces", provinces(page, with, petition, report))
      .flag("has_provinces", petition.threshold.in_each_province() > 0)
      .list("kiosks", kiosks(page, with, report))
      .flag("any", report.signatures > 0);
  if (petition.state != PetitionState::draft) {
    const auto share = static_cast<double>(report.signatures) / static_cast<double>(threshold.signatures);
    const auto bar = plain_bar(std::min(1.0, share), page.direction("petitions"));
    view.text("bar_x", fmt::format("{:.2f}", bar.x)).text("bar_width", fmt::format("{:.2f}", bar.width));
    const auto& closes = petition.closes;
    view.text("closes", date_text({.year = closes.year, .month = closes.month, .day = closes.day}, page.words))
        .text("closes_machine", machine_day(closes));
  }
  if (watched.count.complete_up_to_s)
    view.text("complete", time_text(in_ms(*watched.count.complete_up_to_s), page.words))
        .text("complete_machine", machine_time(in_ms(*watched.count.complete_up_to_s)));
  if (watched.count.silent_kiosks > 0) view.text("silent", count_text(watched.count.silent_kiosks, page.words));
  if (watched.count.lost_records > 0) view.text("lost", count_text(watched.count.lost_records, page.words));
  if (report.repeated > 0) view.text("repeated", count_text(report.repeated, page.words));
  if (report.unlisted > 0) view.text("unlisted", count_text(report.unlisted, page.words));
  if (report.late > 0) view.text("late", count_text(report.late, page.words));
  return view;
}

Result<std::vector<ViewData>> all_views(const Page& page, const PetitionsNeeds& with) {
  auto petitions = with.names.petitions();
  std::erase_if(petitions, [&](const Petition& petition) { return !page.scope.holds(petition.addressee); });
  std::vector<PetitionId> ids;
  for (const auto& petition : petitions) ids.push_back(petition.id);
  const auto takes = [&](const PlaceCode& place, const PetitionId& petition) {
    return with.names.takes_signatures(place, petition);
  };
  const auto now = page.now_ms();
  return with.storage.read([&](db::Database& database) -> Result<std::vector<ViewData>> {
    const auto counts = TRY(count_petitions(database, ids, takes, now));
    std::vector<ViewData> out;
    for (std::size_t i = 0; i < petitions.size(); ++i) {
      auto report = TRY(report_on(database, petitions[i]));
      const Watched watched{.count = counts[i], .report = std::move(report)};
      out.push_back(petition_view(page, with, petitions[i], watched));
    }
    return out;
  });
}

HttpResponse show_petitions(Page& page, const PetitionsNeeds& with) {
  auto views = all_views(page, with);
  if (!views) return error_page(page, 500);
  ViewData data;
  data.list("rows", std::move(*views)).flag("at_petitions");
  return render(page, "petitions", std::move(data));
}

}  // namespace

void add_petitions_routes(Router& router, const PageContext& context, const PetitionsNeeds& with) {
  add_page(router, context,
           {.permission = Permission::see_petitions, .pattern = "/petitions", .show = bound(show_petitions, with)});
}

}  // namespace minbar::collector
