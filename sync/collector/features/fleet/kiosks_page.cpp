#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/desk/numbers.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/fleet/health_view.h"
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
    case KioskState::stuck:
      return "stuck";
    case KioskState::idle:
      return "idle";
  }
  return "awaiting";
}

// Which records are lost, and since when that is known, in words.
std::string hole_text(const Page& page, const Hole& hole) {
  const auto from = fmt::format("{}", hole.range.from), to = fmt::format("{}", hole.range.to);
  const auto count = count_text(hole.range.to - hole.range.from + 1, page.words);
  const auto since = time_text(hole.since_ms, page.words);
  const auto which = filled(page.words.at(hole.range.from == hole.range.to ? "kiosks.hole.one" : "kiosks.hole.some"),
                            {{"from", from}, {"to", to}, {"n", count}});
  const auto after = hole.after_ms ? time_text(*hole.after_ms, page.words) : std::string();
  const auto when = filled(page.words.at(hole.after_ms ? "kiosks.hole.between" : "kiosks.hole.since"),
                           {{"after", after}, {"since", since}});
  return which + " " + when;
}

void add_lost(ViewData& view, const Page& page, const KioskStatus& kiosk) {
  std::vector<ViewData> holes;
  for (const auto& hole : kiosk.holes) {
    if (holes.size() == limits::sequence_ranges) break;  // the number says how many there are
    holes.emplace_back().text("text", hole_text(page, hole));
  }
  view.list("holes", std::move(holes));
  if (kiosk.lost > 0)
    view.text("lost", filled(page.words.at("kiosks.lost.beside"), {{"n", count_text(kiosk.lost, page.words)}}));
  if (kiosk.asked_for)
    view.text("asked_for", kiosk.asked_for->ranges)
        .text("asked_since", time_text(kiosk.asked_for->since_ms, page.words))
        .text("asked_since_machine", machine_time(kiosk.asked_for->since_ms));
}

// How far its clock is off, in a unit that people count in, and what it said when.
void add_clock(ViewData& view, const Page& page, const KioskClock& clock) {
  constexpr std::int64_t minute_ms = 60'000, hour_ms = 60 * minute_ms, day_ms = 24 * hour_ms;
  if (clock.state == ClockState::unclear) {
    view.flag("clock_unclear");
    return;
  }
  const auto off = std::abs(clock.ahead_ms);
  const auto [unit, unit_ms] = off >= 2 * day_ms    ? std::pair("days", day_ms)
                               : off >= 2 * hour_ms ? std::pair("hours", hour_ms)
                                                    : std::pair("minutes", minute_ms);
  const auto by = count_text((off + unit_ms / 2) / unit_ms, page.words);
  const auto far = filled(page.words.at(fmt::format("kiosks.clock.{}", unit)), {{"n", by}});
  const auto said = time_text(clock.said_ms, page.words), heard = time_text(clock.received_at_ms, page.words);
  const auto* key = clock.state == ClockState::ahead ? "kiosks.clock.ahead" : "kiosks.clock.behind";
  view.text("clock", filled(page.words.at(key), {{"by", far}}))
      .text("clock_said", filled(page.words.at("kiosks.clock.said"), {{"said", said}, {"heard", heard}}));
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
  // By a clock that is behind it would be a time at which the kiosk was not even there.
  const bool behind = kiosk.clock && kiosk.clock->state == ClockState::behind;
  if (kiosk.complete_up_to_ms && !behind)
    view.text("complete", time_text(*kiosk.complete_up_to_ms, page.words))
        .text("complete_machine", machine_time(*kiosk.complete_up_to_ms));
  add_lost(view, page, kiosk);
  if (kiosk.clock) add_clock(view, page, *kiosk.clock);
  if (kiosk.two_machines)
    view.text("two_since", time_text(kiosk.two_machines->since_ms, page.words))
        .text("two_since_machine", machine_time(kiosk.two_machines->since_ms))
        .text("two_last", time_text(kiosk.two_machines->last_ms, page.words))
        .text("two_last_machine", machine_time(kiosk.two_machines->last_ms));
  if (kiosk.health) add_health(view, page, *kiosk.health);
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
