#include "sync/collector/features/health/routes.h"

namespace minbar::collector {

namespace {

// As if there were no such page.
HttpResponse not_here() { return plain_text(404, "not found\n"); }

}  // namespace

void add_health_routes(Router& router, const HealthNeeds& needs) {
  router.add(
      {.permission = Permission::everyone, .pattern = "/healthz", .lane = Lane::quick, .handler = [](const auto&) {
         return plain_text(200, "ok\n");
       }});
  router.add({.permission = Permission::everyone, .pattern = "/readyz", .handler = [needs](const HttpRequest& request) {
                if (!request.is_local) return not_here();
                const auto found = look_whether_ready(needs.storage, needs.data, needs.clock.wall_ms());
                return plain_text(found.ready() ? 200 : 503, lines_of(found));
              }});
  router.add(
      {.permission = Permission::everyone, .pattern = "/metrics", .handler = [needs](const HttpRequest& request) {
         if (!request.is_local) return not_here();
         const auto measures = [&]() -> Result<Measures> {
           return measure(needs.storage, needs.data, TRY(needs.fleet()), needs.clock.wall_ms());
         }();
         if (!measures) return plain_text(503, "the database cannot be read\n");
         return plain_text(200, metrics_of(*measures, needs.version));
       }});
}

}  // namespace minbar::collector
