// The list of support of one petition, as the bureau verifies it and prints it. Names and national ids are opened for
// this page; that somebody opened it is on the disk before it is shown.
#include <algorithm>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/petitions/routes.h"
#include "sync/collector/features/petitions/support_list.h"

namespace minbar::collector {

namespace {

std::optional<Petition> asked_for(const Page& page, const SupportListNeeds& with) {
  const auto id = value_of(page.request.params, "petition");
  for (auto& petition : with.names.petitions())
    if (petition.id.value == id && petition.state != PetitionState::draft && page.scope.holds(petition.addressee))
      return std::move(petition);
  return std::nullopt;
}

Result<void> note_who_opened(const Page& page, const SupportListNeeds& with, const Petition& petition) {
  return with.storage.write([&](db::Database& database) {
    return add_audit(
        database,
        {.at_ms = page.now_ms(), .action = Action::support_list_opened, .by = page.actor(), .petition = petition.id});
  });
}

// What was drawn, in the box it fills, with the pen's own width around it.
void draw(const std::vector<InkStroke>& ink, ViewData& view) {
  constexpr int pen = 12;
  int left = limits::signature_units, top = limits::signature_units, right = 0, bottom = 0;
  std::string path;
  for (const auto& stroke : ink) {
    char command = 'M';
    for (const auto& point : stroke) {
      path += fmt::format("{}{} {}", command, point.x, point.y);
      command = 'L';
      left = std::min<int>(left, point.x);
      top = std::min<int>(top, point.y);
      right = std::max<int>(right, point.x);
      bottom = std::max<int>(bottom, point.y);
    }
  }
  if (path.empty()) return;
  view.text("ink", path)
      .text("ink_box",
            fmt::format("{} {} {} {}", left - pen, top - pen, right - left + 2 * pen, bottom - top + 2 * pen));
}

ViewData supporter_view(const Page& page, const SupportListNeeds& with, const Supporter& supporter) {
  ViewData view;
  view.text("number", fmt::format("{}", supporter.number))
      .text("day", date_text(in_ms(supporter.made_at_s), page.words))
      .text("day_machine", machine_time(in_ms(supporter.made_at_s)))
      .text("place", with.names.place(supporter.place, page.language()))
      .flag("repeated", !supporter.counts)
      .flag("late", supporter.late)
      .flag("closed", !supporter.said.has_value());
  if (supporter.assisted_by) view.text("assisted_by", supporter.assisted_by->value);
  if (!supporter.said) return view;
  const auto& said = *supporter.said;
  view.text("given_name", said.given_name)
      .text("family_name", said.family_name)
      .text("national_id", said.national_id)
      .text("residence", with.names.place(said.residence, page.language()))
      .flag("activity", said.link == TerritoryLink::activity)
      .flag("listed", said.on_electoral_list == true)
      .flag("unlisted", said.on_electoral_list == false);
  draw(said.ink, view);
  return view;
}

HttpResponse show_list(Page& page, const SupportListNeeds& with) {
  const auto petition = asked_for(page, with);
  if (!petition) return error_page(page, 404);
  const auto skip = std::max<std::int64_t>(0, whole_number(value_of(page.request.query, "after")).value_or(0));
  if (!note_who_opened(page, with, *petition)) return error_page(page, 503);
  const auto found = support_page(with.storage, with.opening, *petition, skip);
  if (!found) return error_page(page, 500);
  std::vector<ViewData> rows;
  for (const auto& supporter : found->rows) rows.push_back(supporter_view(page, with, supporter));
  ViewData data;
  data.text("id", petition->id.value)
      .text("petition", petition->title.in(page.language()).text)
      .text("place", with.names.place(petition->addressee, page.language()))
      .text("printed", time_text(page.now_ms(), page.words))
      .flag("sample", petition->sample)
      .flag("at_petitions")
      .flag("later_page", skip > 0)
      .list("rows", std::move(rows));
  if (found->next) data.text("next", fmt::format("{}", *found->next));
  return render(page, "support_list", std::move(data));
}

}  // namespace

void add_support_list_routes(Router& router, const PageContext& context, const SupportListNeeds& with) {
  add_page(router, context,
           {.permission = Permission::open_supporters,
            .pattern = "/petitions/:petition/support",
            .show = bound(show_list, with)});
}

}  // namespace minbar::collector
