#include "sync/base/hex.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/fleet/kiosks.h"
#include "sync/collector/features/fleet/routes.h"

namespace minbar::collector {

namespace {

std::optional<DeviceId> device_of(const Page& page) {
  const auto bytes = from_hex(value_of(page.request.params, "device"));
  return bytes ? DeviceId::from(*bytes) : std::nullopt;
}

// Nothing: there is no such kiosk in the scope, or it was withdrawn before.
Result<std::optional<KioskStatus>> asked_for(const Page& page, const KioskRevokeNeeds& with) {
  const auto device = device_of(page);
  for (auto& kiosk : TRY(list_kiosks(with.storage, page.scope, page.now_ms())))
    if (device && kiosk.device == *device) return std::move(kiosk);
  return std::nullopt;
}

// Whoever withdraws it sees what will happen before it does.
HttpResponse ask(Page& page, const KioskRevokeNeeds& with) {
  const auto kiosk = asked_for(page, with);
  if (!kiosk) return error_page(page, 500);
  if (!*kiosk) return error_page(page, 404);
  ViewData data;
  data.text("device", to_hex((*kiosk)->device.view()))
      .text("label", (*kiosk)->label)
      .text("place", with.names.place({(*kiosk)->place}, page.language()))
      .flag("at_kiosks");
  return render(page, "kiosk_revoke", std::move(data));
}

HttpResponse revoke(Page& page, const KioskRevokeNeeds& with) {
  const auto kiosk = asked_for(page, with);
  if (!kiosk) return error_page(page, 500);
  if (!*kiosk) return error_page(page, 404);
  const auto done = revoke_kiosk(
      with.storage, {.device = (*kiosk)->device, .by = page.actor(), .scope = page.scope, .at_ms = page.now_ms()});
  if (!done) return error_page(page, done.error().code == Errc::not_found ? 404 : 500);
  return see_other("/kiosks");
}

}  // namespace

void add_kiosk_revoke_routes(Router& router, const PageContext& context, const KioskRevokeNeeds& with) {
  add_page(router, context,
           {.permission = Permission::run_kiosks,
            .pattern = "/kiosks/:device/revoke",
            .sensitive = true,
            .show = bound(ask, with)});
  add_form(router, context,
           {.permission = Permission::run_kiosks,
            .pattern = "/kiosks/:device/revoke",
            .sensitive = true,
            .take = bound(revoke, with)});
}

}  // namespace minbar::collector
