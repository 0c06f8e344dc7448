#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/proposals/proposals.h"
#include "sync/collector/features/proposals/routes.h"
#include "sync/collector/features/proposals/theme_text.h"

namespace minbar::collector {

namespace {

ViewData row_view(const Page& page, const InboxNeeds& with, const ProposalRow& row) {
  ViewData view;
  view.text("record", to_hex(row.record.view()))
      .text("theme", theme_text(page, with.names, row))
      .text("place", with.names.place({row.place}, page.language()))
      .text("kiosk", row.kiosk)
      .text("received", time_text(row.received_at_ms, page.words))
      .text("received_machine", machine_time(row.received_at_ms))
      .flag("unread", row.unread);
  if (!row.state.empty())
    view.text("state", page.words.at(fmt::format("answer.state.{}", row.state))).text("state_name", row.state);
  if (!row.text.empty()) view.text("excerpt", excerpt_of(row.text));
  view.flag("spoken", row.voice.has_value());
  if (!row.commitment.empty())
    view.text("on", filled(page.words.at("inbox.on"),
                           {{"commitment", with.names.commitment({row.commitment}, page.language())}}));
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

HttpResponse show_inbox(Page& page, const InboxNeeds& with) {
  auto before = whole_number(value_of(page.request.query, "before"));
  if (before == 0) before.reset();  // no record has it
  const auto show = shown(page);
  auto rows = list_proposals(with.storage, {.account = page.session->account,
                                            .before = before.value_or(INT64_MAX),
                                            .limit = limits::page_rows + 1,
                                            .show = show,
                                            .scope = page.scope});
  if (!rows) return error_page(page, 500);
  ViewData data;
  if (rows->size() > limits::page_rows) {
    rows->pop_back();
    data.text("older", fmt::format("{}", rows->back().arrival));
  }
  std::vector<ViewData> views;
  for (const auto& row : *rows) views.push_back(row_view(page, with, row));
  data.list("rows", std::move(views))
      .list("choices", choices(page, show))
      .text("show", std::string(show))
      .flag("some", show != all_proposals)
      .flag("later_page", before.has_value())
      .flag("at_inbox");
  return render(page, "inbox", std::move(data));
}

}  // namespace

void add_inbox_routes(Router& router, const PageContext& context, const InboxNeeds& with) {
  add_page(router, context,
           {.permission = Permission::see_proposals, .pattern = "/inbox", .show = bound(show_inbox, with)});
}

}  // namespace minbar::collector
