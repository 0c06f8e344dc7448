#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/fleet/routes.h"
#include "sync/collector/features/fleet/set_aside.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

namespace {

// The name of the words for it: a reason that a later version of this collector wrote has those of "other".
std::string_view worded(const Page& page, std::string_view reason) {
  return page.words.has(fmt::format("set_aside.reason.{}", reason)) ? reason : "other";
}

ViewData group_view(const Page& page, const SetAsideNeeds& with, const AsideGroup& group) {
  const auto reason = worded(page, group.reason);
  ViewData view;
  view.text("kiosk", group.kiosk)
      .text("reason", page.words.at(fmt::format("set_aside.reason.{}", reason)))
      .text("to_do", page.words.at(fmt::format("set_aside.to_do.{}", reason)))
      .flag("receipts", group.reason == name_of(wire::RecordReason::lookup_taken))
      .text("records", fmt::format("{}", group.records))
      .text("first", time_text(group.first_received_ms, page.words))
      .text("first_machine", machine_time(group.first_received_ms))
      .text("last", time_text(group.last_received_ms, page.words))
      .text("last_machine", machine_time(group.last_received_ms));
  if (!group.place.empty()) view.text("place", with.names.place({group.place}, page.language()));
  return view;
}

HttpResponse show_set_aside(Page& page, const SetAsideNeeds& with) {
  auto before = whole_number(value_of(page.request.query, "before"));
  if (before == 0) before.reset();  // nothing has it
  auto groups = list_aside(with.storage,
                           {.before = before.value_or(INT64_MAX), .limit = limits::page_rows + 1, .scope = page.scope});
  if (!groups) return error_page(page, 500);
  ViewData data;
  if (groups->size() > limits::page_rows) {
    groups->pop_back();
    data.text("older", fmt::format("{}", groups->back().key));
  }
  std::vector<ViewData> views;
  for (const auto& group : *groups) views.push_back(group_view(page, with, group));
  data.list("groups", std::move(views)).flag("later_page", before.has_value()).flag("at_kiosks");
  return render(page, "set_aside", std::move(data));
}

}  // namespace

void add_set_aside_routes(Router& router, const PageContext& context, const SetAsideNeeds& with) {
  add_page(router, context,
           {.permission = Permission::decide_held, .pattern = "/set-aside", .show = bound(show_set_aside, with)});
}

}  // namespace minbar::collector
