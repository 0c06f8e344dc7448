#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sync/collector/dashboard/page.h"
#include "sync/collector/dashboard/routes.h"
#include "sync/collector/dashboard/satisfaction_view.h"
#include "sync/collector/dashboard/time_text.h"
#include "sync/collector/fleet/kiosks.h"
#include "sync/collector/petitions/counts.h"
#include "sync/collector/petitions/report.h"

namespace minbar::collector {

namespace {

std::string_view state_flag(PetitionState state) {
  switch (state) {
    case PetitionState::draft:
      return "draft";
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

// What each prefecture and province brings, where the petition asks something of each; least first.
std::vector<ViewData> provinces(const Page& page, const Petition& petition, const PetitionReport& report) {
  const auto wanted = petition.threshold.in_each_province();
  if (wanted == 0) return {};
  std::map<PlaceCode, std::int64_t> brought;
  for (const auto& province : page.desk.names.provinces_in(petition.addressee)) brought[province] = 0;
  for (const auto& home : report.residences)
    for (const auto& around : page.desk.names.lineage(home.place))
      if (const auto found = brought.find(around); found != brought.end()) found->second += home.signatures;
  std::vector<std::pair<PlaceCode, std::int64_t>> rows(brought.begin(), brought.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  std::vector<ViewData> out;
  for (const auto& [place, signatures] : rows) {
    ViewData row;
    row.text("name", page.desk.names.place(place, page.language()))
        .text("signatures", count_text(signatures))
        .text("wanted", count_text(wanted))
        .flag("lacking", signatures < wanted);
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<ViewData> kiosks(const Page& page, const PetitionReport& report) {
  std::vector<ViewData> out;
  for (const auto& kiosk : report.kiosks) {
    ViewData row;
    row.text("label", kiosk.label)
        .text("place", page.desk.names.place(kiosk.place, page.language()))
        .text("signatures", count_text(kiosk.signatures));
    out.push_back(std::move(row));
  }
  return out;
}

struct Watched {
  PetitionCount count;
  PetitionReport report;
};

ViewData petition_view(const Page& page, const Petition& petition, const Watched& watched) {
  const auto& threshold = petition.threshold;
  const auto& report = watched.report;
  ViewData view;
  view.text("id", petition.id.value)
      .text("title", petition.title.in(page.language()).text)
      .text("place", page.desk.names.place(petition.addressee, page.language()))
      .flag(std::string(state_flag(petition.state)))
      .flag("sample", petition.sample)
      .flag("collects", petition.state != PetitionState::draft)
      .text("signatures", count_text(report.signatures))
      .text("threshold", count_text(threshold.signatures))
      .flag("reached", report.signatures >= threshold.signatures)
      .list("provinces", provinces(page, petition, report))
      .flag("has_provinces", petition.threshold.in_each_province() > 0)
      .list("kiosks", kiosks(page, report))
      .flag("any", report.signatures > 0);
  if (petition.state != PetitionState::draft) {
    const auto share = static_cast<double>(report.signatures) / static_cast<double>(threshold.signatures);
    const auto bar = plain_bar(std::min(1.0, share), direction_of(page.language()));
    view.text("bar_x", fmt::format("{:.2f}", bar.x)).text("bar_width", fmt::format("{:.2f}", bar.width));
    const auto& closes = petition.closes;
    view.text("closes", date_text({.year = closes.year, .month = closes.month, .day = closes.day}, page.words))
        .text("closes_machine", machine_day(closes));
  }
  if (watched.count.complete_up_to_s)
    view.text("complete", time_text(in_ms(*watched.count.complete_up_to_s), default_zone, page.words))
        .text("complete_machine", machine_time(in_ms(*watched.count.complete_up_to_s)));
  if (watched.count.silent_kiosks > 0) view.text("silent", count_text(watched.count.silent_kiosks));
  if (report.repeated > 0) view.text("repeated", count_text(report.repeated));
  if (report.unlisted > 0) view.text("unlisted", count_text(report.unlisted));
  if (report.late > 0) view.text("late", count_text(report.late));
  return view;
}

Result<std::vector<ViewData>> all_views(const Page& page) {
  const auto petitions = page.desk.names.petitions();
  std::vector<PetitionId> ids;
  for (const auto& petition : petitions) ids.push_back(petition.id);
  const auto takes = [&](const PlaceCode& place, const PetitionId& petition) {
    return page.desk.names.takes_signatures(place, petition);
  };
  const auto now = page.desk.clock.wall_ms();
  return page.desk.storage.read([&](db::Database& database) -> Result<std::vector<ViewData>> {
    const auto counts = TRY(count_petitions(database, ids, takes, now));
    std::vector<ViewData> out;
    for (std::size_t i = 0; i < petitions.size(); ++i) {
      auto report = TRY(report_on(database, petitions[i]));
      const Watched watched{.count = counts[i], .report = std::move(report)};
      out.push_back(petition_view(page, petitions[i], watched));
    }
    return out;
  });
}

HttpResponse show_petitions(Page& page) {
  auto views = all_views(page);
  if (!views) return error_page(page.desk, 500, page.request);
  ViewData data;
  data.list("rows", std::move(*views)).flag("at_petitions");
  return render(page, "petitions", std::move(data));
}

}  // namespace

void add_petitions_routes(Router& router, const Desk& desk) {
  router.add({.pattern = "/petitions", .handler = private_page(desk, show_petitions)});
}

}  // namespace minbar::collector
