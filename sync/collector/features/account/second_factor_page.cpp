#include <fmt/format.h>

#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/account/routes.h"

namespace minbar::collector {

namespace {

constexpr int quiet_zone = 4;  // modules of light around a QR code (ISO/IEC 18004)

HttpResponse back() { return see_other(std::string(second_factor_path)); }

// What an app reads, and the field for the code that proves it did.
HttpResponse show_setup(Page& page, const FactorSetup& setup, ViewData data, unsigned status) {
  const auto side = setup.picture.side + 2 * quiet_zone;
  data.flag("setup")
      .text("secret", setup.secret)
      .text("qr_box", fmt::format("{} {} {} {}", -quiet_zone, -quiet_zone, side, side))
      .text("qr", setup.picture.path)
      .flag("needed", page.session->needs_second_factor)
      .flag("at_account");
  return render(page, "second_factor", std::move(data), status);
}

HttpResponse show_state(Page& page, const FactorState& state) {
  ViewData data;
  data.flag("needed", page.session->needs_second_factor).flag("at_account");
  if (state.set_at_ms)
    data.text("factor", date_text(*state.set_at_ms, page.words))
        .text("factor_machine", machine_time(*state.set_at_ms))
        .text("codes_left", fmt::format("{}", state.recovery_codes_left))
        .flag("few_codes", state.recovery_codes_left < 3);
  return render(page, "second_factor", std::move(data));
}

HttpResponse show_second_factor(Page& page, const SecondFactorNeeds& with) {
  const auto begun = with.factors.begun(*page.session);
  if (!begun) return error_page(page, 500);
  if (*begun) return show_setup(page, **begun, {}, 200);
  const auto state = with.factors.state(page.session->account);
  return state ? show_state(page, *state) : error_page(page, 500);
}

// Once: they are kept as MACs alone.
HttpResponse show_codes(Page& page, const std::vector<std::string>& codes) {
  std::vector<ViewData> rows;
  for (const auto& code : codes) {
    ViewData row;
    row.text("code", code);
    rows.push_back(std::move(row));
  }
  ViewData data;
  data.list("codes", std::move(rows))
      .text("name", page.session->name)
      .text("made", date_text(page.now_ms(), page.words))
      .flag("at_account");
  return render(page, "recovery_codes", std::move(data));
}

HttpResponse begin_factor(Page& page, const SecondFactorNeeds& with) {
  const auto begun = with.factors.begin(*page.session);
  return begun ? back() : error_page(page, begun.error().code == Errc::busy ? 503 : 500);
}

HttpResponse finish_factor(Page& page, const SecondFactorNeeds& with) {
  const auto codes = with.factors.finish(*page.session, value_of(page.form, "code"), page.actor());
  if (codes) return show_codes(page, *codes);
  const auto& refusal = codes.error();
  if (refusal.why == CodeFailure::gone) return back();
  if (refusal.why == CodeFailure::try_later) return error_page(page, 503);
  const auto begun = with.factors.begun(*page.session);
  if (!begun) return error_page(page, 500);
  if (!*begun) return back();
  ViewData data;
  const bool wrong = refusal.why == CodeFailure::wrong;
  data.flag(wrong ? "wrong" : "too_many");
  auto shown = show_setup(page, **begun, std::move(data), wrong ? 422 : 429);
  return wrong ? std::move(shown) : with_wait(std::move(shown), refusal.wait);
}

HttpResponse make_codes(Page& page, const SecondFactorNeeds& with) {
  const auto codes = with.factors.make_recovery_codes(*page.session, page.actor());
  if (codes) return show_codes(page, *codes);
  if (codes.error().code == Errc::not_found) return back();
  return error_page(page, codes.error().code == Errc::busy ? 503 : 500);
}

HttpResponse remove_factor(Page& page, const SecondFactorNeeds& with) {
  const auto removed = with.factors.remove(page.session->account, page.actor());
  if (removed || removed.error().code == Errc::not_found) return see_other("/account?done=factor_removed");
  return error_page(page, removed.error().code == Errc::busy ? 503 : 500);
}

HttpResponse change_factor(Page& page, const SecondFactorNeeds& with) {
  const auto act = value_of(page.form, "act");
  if (act == "begin") return begin_factor(page, with);
  if (act == "finish") return finish_factor(page, with);
  if (act == "codes") return make_codes(page, with);
  if (act == "remove") return remove_factor(page, with);
  return error_page(page, 400);
}

}  // namespace

void add_second_factor_routes(Router& router, const PageContext& context, const SecondFactorNeeds& with) {
  add_page(router, context,
           {.permission = Permission::signed_in,
            .pattern = std::string(second_factor_path),
            .sensitive = true,
            .show = bound(show_second_factor, with)});
  add_form(router, context,
           {.permission = Permission::signed_in,
            .pattern = std::string(second_factor_path),
            .sensitive = true,
            .take = bound(change_factor, with)});
}

}  // namespace minbar::collector
