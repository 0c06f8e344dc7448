#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/collector/dashboard/page.h"
#include "sync/collector/dashboard/proposals.h"
#include "sync/collector/dashboard/routes.h"
#include "sync/collector/dashboard/theme_text.h"
#include "sync/collector/dashboard/time_text.h"
#include "sync/collector/fleet/kiosks.h"

namespace minbar::collector {

namespace {

ViewData row_view(const Page& page, const ProposalRow& row) {
  ViewData view;
  view.text("record", to_hex(row.record.view()))
      .text("theme", theme_text(page, row.theme))
      .text("place", page.desk.names.place({row.place}, page.language()))
      .text("kiosk", row.kiosk)
      .text("received", time_text(row.received_at_ms, default_zone, page.words))
      .text("received_machine", machine_time(row.received_at_ms))
      .flag("unread", row.unread);
  if (!row.state.empty())
    view.text("state", page.words.at(fmt::format("answer.state.{}", row.state))).text("state_name", row.state);
  if (!row.text.empty()) view.text("excerpt", excerpt_of(row.text));
  view.flag("spoken", row.voice.has_value());
  if (!row.commitment.empty())
    view.text("on", filled(page.words.at("inbox.on"),
                           {{"commitment", page.desk.names.commitment({row.commitment}, page.language())}}));
  return view;
}

// Anything else in the address shows all.
std::string_view shown(const Page& page) {
  const auto asked = value_of(page.request.query, "show");
  if (asked == unanswered || answer_state_from(asked)) return asked;
  return all_proposals;
}

std::vector<ViewData> choices(const Page& page, std::string_view now) {
  std::vector<ViewData> out;
  const auto add = [&](std::string_view show, const std::string& label) {
    ViewData choice;
    choice.text("show", std::string(show)).text("label", label).flag("now", show == now);
    out.push_back(std::move(choice));
  };
  add(all_proposals, page.words.at("inbox.show.all"));
  add(unanswered, page.words.at("inbox.show.unanswered"));
  for (const auto state : all_answer_states)
    add(name_of(state), page.words.at(fmt::format("answer.state.{}", name_of(state))));
  return out;
}

HttpResponse show_inbox(Page& page) {
  auto before = whole_number(value_of(page.request.query, "before"));
  if (before == 0) before.reset();  // no record has it
  const auto show = shown(page);
  auto rows = list_proposals(page.desk.storage, {.account = page.session->account,
                                                 .before = before.value_or(INT64_MAX),
                                                 .limit = limits::page_rows + 1,
                                                 .show = show});
  if (!rows) return error_page(page.desk, 500, page.request);
  ViewData data;
  if (rows->size() > limits::page_rows) {
    rows->pop_back();
    data.text("older", fmt::format("{}", rows->back().arrival));
  }
  std::vector<ViewData> views;
  for (const auto& row : *rows) views.push_back(row_view(page, row));
  data.list("rows", std::move(views))
      .list("choices", choices(page, show))
      .text("show", std::string(show))
      .flag("some", show != all_proposals)
      .flag("later_page", before.has_value())
      .flag("at_inbox");
  return render(page, "inbox", std::move(data));
}

}  // namespace

void add_inbox_routes(Router& router, const Desk& desk) {
  router.add({.pattern = "/inbox", .handler = private_page(desk, show_inbox)});
}

}  // namespace minbar::collector
