// The list of support of one petition, as the bureau verifies it and prints it: first the question why it is opened,
// then, for that session, names and national ids.
#include <algorithm>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/collector/desk/opening_form.h"
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
      .flag("time_uncertain", supporter.time_uncertain)
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

std::string path_of(const Petition& petition) { return fmt::format("/petitions/{}/support", petition.id.value); }

ViewData head_of(const Page& page, const SupportListNeeds& with, const Petition& petition) {
  ViewData data;
  data.text("id", petition.id.value)
      .text("petition", petition.title.in(page.language()).text)
      .text("place", with.names.place(petition.addressee, page.language()))
      .flag("sample", petition.sample)
      .flag("at_petitions");
  return data;
}

HttpResponse ask_why(Page& page, const SupportListNeeds& with, const Petition& petition, std::string_view wrong,
                     unsigned status) {
  auto data = head_of(page, with, petition);
  if (!wrong.empty()) data.flag(std::string(wrong));
  add_opening_form(page, path_of(petition), supporters_reasons, data);
  return render(page, "support_open", std::move(data), status);
}

HttpResponse show_opened(Page& page, const SupportListNeeds& with, const Petition& petition,
                         const Opened<PetitionId>& opened) {
  const auto skip = std::max<std::int64_t>(0, whole_number(value_of(page.request.query, "after")).value_or(0));
  const auto found = support_page(with.storage, opened, petition, skip);
  if (!found) return error_page(page, 500);
  std::vector<ViewData> rows;
  for (const auto& supporter : found->rows) rows.push_back(supporter_view(page, with, supporter));
  auto data = head_of(page, with, petition);
  data.text("printed", time_text(page.now_ms(), page.words)).flag("later_page", skip > 0).list("rows", std::move(rows));
  if (found->next) data.text("next", fmt::format("{}", *found->next));
  return gone_with_session(page, render(page, "support_list", std::move(data)));
}

HttpResponse show_list(Page& page, const SupportListNeeds& with) {
  const auto petition = asked_for(page, with);
  if (!petition) return error_page(page, 404);
  const auto opened = with.personal.find(petition->id, page.session->token);
  if (!opened) return error_page(page, 500);
  if (*opened) return show_opened(page, with, *petition, **opened);
  return page.session->is_confirmed ? ask_why(page, with, *petition, {}, 200) : to_confirm(page.request);
}

HttpResponse open_list(Page& page, const SupportListNeeds& with) {
  const auto petition = asked_for(page, with);
  if (!petition) return error_page(page, 404);
  const auto reason = opening_reason_of(page, supporters_reasons);
  if (!reason) return ask_why(page, with, *petition, "reason_missing", 422);
  const auto opened =
      with.personal.open(petition->id, {.session = page.session->token, .by = page.actor(), .reason = *reason});
  return opened ? see_other(path_of(*petition)) : ask_why(page, with, *petition, "not_noted", 503);
}

}  // namespace

void add_support_list_routes(Router& router, const PageContext& context, const SupportListNeeds& with) {
  add_page(router, context,
           {.permission = Permission::open_supporters,
            .pattern = "/petitions/:petition/support",
            .show = bound(show_list, with)});
  add_form(router, context,
           {.permission = Permission::open_supporters,
            .pattern = "/petitions/:petition/support",
            .sensitive = true,
            .take = bound(open_list, with)});
}

}  // namespace minbar::collector
