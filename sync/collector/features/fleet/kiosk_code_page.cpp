#include "sync/base/hex.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/fleet/kiosk_code_parts.h"
#include "sync/collector/features/fleet/kiosks.h"
#include "sync/collector/features/fleet/routes.h"

namespace minbar::collector {

namespace {

// Nothing: there is no such kiosk in the scope.
Result<std::optional<NamedKiosk>> kiosk_of_code(const Page& page, const KioskNewNeeds& with) {
  const auto bytes = from_hex(value_of(page.request.params, "device"));
  const auto device = bytes ? DeviceId::from(*bytes) : std::nullopt;
  if (!device) return std::nullopt;
  return find_kiosk(with.storage, page.scope, *device);
}

// Whoever makes it sees for which kiosk, and what it does, before it does.
HttpResponse ask_for_code(Page& page, const KioskNewNeeds& with) {
  const auto kiosk = kiosk_of_code(page, with);
  if (!kiosk) return error_page(page, 500);
  if (!*kiosk) return error_page(page, 404);
  ViewData data;
  data.text("device", to_hex((*kiosk)->device.view()))
      .text("label", (*kiosk)->label)
      .text("place", with.names.place({(*kiosk)->place}, page.language()))
      .flag("at_kiosks");
  return render(page, "kiosk_code_new", std::move(data));
}

HttpResponse make_code_again(Page& page, const KioskNewNeeds& with) {
  const auto kiosk = kiosk_of_code(page, with);
  if (!kiosk) return error_page(page, 500);
  if (!*kiosk) return error_page(page, 404);
  const auto issued = new_code(with.storage, {.device = (*kiosk)->device, .by = page.actor(), .scope = page.scope},
                               page.context.clock, with.random);
  if (!issued) return error_page(page, issued.error().code == Errc::not_found ? 404 : 500);
  return show_code(page, with,
                   {.issued = *issued, .label = (*kiosk)->label, .place = {(*kiosk)->place}, .again = true});
}

}  // namespace

void add_kiosk_code_routes(Router& router, const PageContext& context, const KioskNewNeeds& with) {
  add_page(router, context,
           {.permission = Permission::run_kiosks,
            .pattern = "/kiosks/:device/code",
            .sensitive = true,
            .show = bound(ask_for_code, with)});
  add_form(router, context,
           {.permission = Permission::run_kiosks,
            .pattern = "/kiosks/:device/code",
            .sensitive = true,
            .lane = Lane::enrol,
            .admit = bound(admit_new_code, with),
            .take = bound(make_code_again, with)});
}

}  // namespace minbar::collector
