#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/fleet/held.h"
#include "sync/collector/features/fleet/kiosks.h"
#include "sync/collector/features/fleet/routes.h"

namespace minbar::collector {

namespace {

std::string_view flag_of(KioskState state) {
  switch (state) {
    case KioskState::awaiting_enrolment:
      return "awaiting";
    case KioskState::never_heard:
      return "never";
    case KioskState::over_quota:
      return "kept_back";
    case KioskState::silent:
      return "silent";
    case KioskState::behind:
      return "behind";
    case KioskState::idle:
      return "idle";
  }
  return "awaiting";
}

ViewData kiosk_view(const Page& page, const KiosksNeeds& with, const KioskStatus& kiosk) {
  ViewData view;
  view.text("label", kiosk.label)
      .text("device", to_hex(kiosk.device.view()))
      .text("place", with.names.place({kiosk.place}, page.language()))
      .flag(std::string(flag_of(kiosk.state)))
      .flag("withdrawable", page.scope_of(Permission::run_kiosks).holds({kiosk.place}))
      .text("missing", fmt::format("{}", kiosk.missing))
      .text("received", fmt::format("{}", kiosk.received));
  if (kiosk.last_heard_ms)
    view.text("last_heard", time_text(*kiosk.last_heard_ms, page.words))
        .text("last_heard_machine", machine_time(*kiosk.last_heard_ms));
  if (kiosk.complete_up_to_ms)
    view.text("complete", time_text(*kiosk.complete_up_to_ms, page.words))
        .text("complete_machine", machine_time(*kiosk.complete_up_to_ms));
  if (kiosk.set_aside > 0) view.text("set_aside", fmt::format("{}", kiosk.set_aside));
  if (kiosk.held > 0) view.text("held", fmt::format("{}", kiosk.held));
  if (kiosk.over_quota_ms)
    view.text("over_quota", time_text(*kiosk.over_quota_ms, page.words))
        .text("over_quota_machine", machine_time(*kiosk.over_quota_ms));
  if (kiosk.quota_ends_ms)
    view.text("quota_ends", time_text(*kiosk.quota_ends_ms, page.words))
        .text("quota_ends_machine", machine_time(*kiosk.quota_ends_ms));
  if (kiosk.forks > 0) view.text("forks", fmt::format("{}", kiosk.forks));
  if (kiosk.has_newer_answer) view.flag("newer_answer");
  if (!kiosk.program_version.empty())
    view.text("version", fmt::format("{} \u00B7 {}", kiosk.program_version, kiosk.agent_version));
  return view;
}

// For who may make codes: of a kiosk that was withdrawn by mistake there is nothing else to see.
Result<std::vector<ViewData>> withdrawn_views(const Page& page, const KiosksNeeds& with) {
  std::vector<ViewData> rows;
  for (const auto& kiosk : TRY(list_withdrawn(with.storage, page.scope_of(Permission::run_kiosks)))) {
    ViewData row;
    row.text("label", kiosk.label)
        .text("device", to_hex(kiosk.device.view()))
        .text("place", with.names.place({kiosk.place}, page.language()));
    rows.push_back(std::move(row));
    if (rows.size() == limits::page_rows) break;
  }
  return rows;
}

HttpResponse show_kiosks(Page& page, const KiosksNeeds& with) {
  const auto kiosks = list_kiosks(with.storage, page.scope, page.now_ms());
  auto withdrawn = withdrawn_views(page, with);
  const auto waiting = held_waiting(with.storage, page.scope_of(Permission::decide_held));
  if (!kiosks || !waiting || !withdrawn) return error_page(page, 500);
  std::vector<ViewData> rows;
  for (const auto& kiosk : *kiosks) rows.push_back(kiosk_view(page, with, kiosk));
  ViewData data;
  data.list("rows", std::move(rows)).text("fingerprint", with.fingerprint).flag("at_kiosks");
  if (with.storage.is_damaged() || with.erased.is_damaged()) data.flag("takes_nothing");
  if (!withdrawn->empty()) data.flag("any_withdrawn").list("withdrawn", *std::move(withdrawn));
  if (waiting->claims > 0) data.text("claims", fmt::format("{}", waiting->claims));
  if (waiting->kiosks_with_taken_receipts > 0)
    data.text("taken", fmt::format("{}", waiting->kiosks_with_taken_receipts));
  return render(page, "kiosks", std::move(data));
}

}  // namespace

void add_kiosks_routes(Router& router, const PageContext& context, const KiosksNeeds& with) {
  add_page(router, context,
           {.permission = Permission::see_kiosks, .pattern = "/kiosks", .show = bound(show_kiosks, with)});
}

}  // namespace minbar::collector
