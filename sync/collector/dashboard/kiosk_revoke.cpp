#include <algorithm>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/dashboard/page.h"
#include "sync/collector/dashboard/routes.h"
#include "sync/collector/fleet/kiosks.h"

namespace minbar::collector {

namespace {

std::optional<DeviceId> device_of(const Page& page) {
  const auto bytes = from_hex(value_of(page.request.params, "device"));
  return bytes ? DeviceId::from(*bytes) : std::nullopt;
}

// A coordinator sees what will happen before it does.
HttpResponse ask(Page& page) {
  const auto device = device_of(page);
  const auto kiosks = list_kiosks(page.desk.storage, page.desk.clock.wall_ms());
  if (!kiosks) return error_page(page.desk, 500, page.request);
  const auto kiosk = std::find_if(kiosks->begin(), kiosks->end(),
                                  [&](const KioskStatus& status) { return device && status.device == *device; });
  if (kiosk == kiosks->end()) return error_page(page.desk, 404, page.request);
  ViewData data;
  data.text("device", to_hex(device->view()))
      .text("label", kiosk->label)
      .text("place", page.desk.names.place({kiosk->place}, page.language()))
      .flag("at_kiosks");
  return render(page, "kiosk_revoke", std::move(data));
}

HttpResponse revoke(Page& page) {
  const auto device = device_of(page);
  if (!device) return error_page(page.desk, 404, page.request);
  const auto done = revoke_kiosk(page.desk.storage,
                                 {.device = *device, .by = page.session->account, .at_ms = page.desk.clock.wall_ms()});
  if (!done) return error_page(page.desk, done.error().code == Errc::not_found ? 404 : 500, page.request);
  return see_other("/kiosks");
}

}  // namespace

void add_kiosk_revoke_routes(Router& router, const Desk& desk) {
  router.add({.pattern = "/kiosks/:device/revoke", .handler = private_page(desk, ask)});
  router.add({.method = Method::post,
              .pattern = "/kiosks/:device/revoke",
              .body_bytes = limits::http_form_bytes,
              .handler = private_form(desk, revoke)});
}

}  // namespace minbar::collector
