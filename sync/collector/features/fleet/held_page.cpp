#include "sync/collector/features/fleet/held.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/fleet/held_decisions.h"
#include "sync/collector/features/fleet/routes.h"

namespace minbar::collector {

namespace {

std::string petition_title(const Page& page, const HeldNeeds& with, const PetitionId& id) {
  for (const auto& petition : with.names.petitions())
    if (petition.id == id) return petition.title.in(page.language()).text;
  return id.value;
}

std::string counted(const Page& page, std::string_view word, std::int64_t count) {
  return filled(page.words.at(word), {{"count", fmt::format("{}", count)}});
}

void add_count(ViewData& view, std::string name, std::int64_t count) {
  if (count > 0) view.text(std::move(name), fmt::format("{}", count));
}

ViewData claim_view(const Page& page, const HeldNeeds& with, const HeldClaim& claim) {
  const auto& names = with.names;
  const bool at_kiosk = !claim.kiosk_place.empty() && may_count_at(names, {claim.kiosk_place}, claim.petition);
  const bool as_claimed = names.is_place({claim.place}) && page.scope.holds({claim.place}) &&
                          may_count_at(names, {claim.place}, claim.petition);
  ViewData view;
  view.text("kiosk", claim.kiosk)
      .text("kiosk_place", names.place({claim.kiosk_place}, page.language()))
      .text("place", names.place({claim.place}, page.language()))
      .flag("known", names.is_place({claim.place}))
      .flag("elsewhere", !may_count_at(names, {claim.place}, claim.petition))
      .flag("at_kiosk", at_kiosk)
      .flag("as_claimed", as_claimed)
      .flag("uncountable", claim.petition && !at_kiosk && !as_claimed)
      .text("first", time_text(claim.first_received_ms, page.words))
      .text("first_machine", machine_time(claim.first_received_ms))
      .text("last", time_text(claim.last_received_ms, page.words))
      .text("last_machine", machine_time(claim.last_received_ms))
      .text("up_to", fmt::format("{}", claim.up_to))
      .text("leave", counted(page, "held.leave.text", claim.records()))
      .flag("claimed_second", at_kiosk)
      .flag("many", claim.newest_of_kiosk && claim.claims_of_kiosk > limits::held_places_shown)
      .text("leave_all", counted(page, "held.leave_all.text", claim.records_of_kiosk));
  if (claim.petition) view.text("petition", petition_title(page, with, *claim.petition));
  add_count(view, "proposals", claim.proposals);
  add_count(view, "ratings", claim.ratings);
  add_count(view, "signatures", claim.signatures);
  add_count(view, "starts", claim.petition_starts);
  return view;
}

ViewData receipts_view(const Page& page, const TakenReceipts& taken) {
  ViewData view;
  if (taken.is_held)
    view.text("holder", taken.holder.empty() ? page.words.at("held.receipts.elsewhere") : taken.holder);
  view.text("kiosk", taken.kiosk)
      .text("records", fmt::format("{}", taken.records))
      .text("last", time_text(taken.last_received_ms, page.words))
      .text("last_machine", machine_time(taken.last_received_ms));
  return view;
}

HttpResponse show_held(Page& page, const HeldNeeds& with) {
  const auto claims = held_claims(with.storage, page.scope);
  const auto taken = taken_receipts(with.storage, page.scope);
  if (!claims || !taken) return error_page(page, 500);
  std::vector<ViewData> shown, receipts;
  for (const auto& claim : *claims) shown.push_back(claim_view(page, with, claim));
  for (const auto& one : *taken) receipts.push_back(receipts_view(page, one));
  ViewData data;
  data.flag("at_kiosks").flag("has_receipts", !receipts.empty());
  if (const auto decided = whole_number(value_of(page.request.query, "decided")))
    data.text("decided", counted(page, "held.decided", *decided));
  if (const auto unreadable = whole_number(value_of(page.request.query, "unreadable")))
    data.text("unreadable", counted(page, "held.unreadable", *unreadable));
  data.flag("refused", !value_of(page.request.query, "refused").empty());
  data.list("claims", std::move(shown)).list("receipts", std::move(receipts));
  return render(page, "held", std::move(data));
}

HttpResponse decide_claim(Page& page, const HeldNeeds& with) {
  const auto named = value_of(page.form, "decision");
  const bool all = named == "all_left_aside";
  const auto decision = all ? HeldDecision::left_aside : held_decision_from(named);
  const auto up_to = whole_number(value_of(page.form, "up_to"));
  if (!decision || !up_to) return error_page(page, 400);
  const auto decided = decide(with, {.up_to = *up_to,
                                     .all_of_kiosk = all,
                                     .decision = *decision,
                                     .by = page.actor(),
                                     .at_ms = page.now_ms(),
                                     .scope = page.scope});
  if (decided && decided->refused) return see_other("/held?refused=1");
  if (decided) {
    auto to = fmt::format("/held?decided={}", decided->records);
    if (decided->unreadable > 0) to += fmt::format("&unreadable={}", decided->unreadable);
    return see_other(to);
  }
  switch (decided.error().code) {
    case Errc::not_found:
      return error_page(page, 404);
    case Errc::busy:
      return error_page(page, 503);
    default:
      return error_page(page, 500);
  }
}

}  // namespace

void add_held_routes(Router& router, const PageContext& context, const HeldNeeds& with) {
  add_page(router, context,
           {.permission = Permission::decide_held, .pattern = "/held", .show = bound(show_held, with)});
  add_form(router, context,
           {.permission = Permission::decide_held, .pattern = "/held", .take = bound(decide_claim, with)});
}

}  // namespace minbar::collector
