// What machines ask a collector: /healthz, whether it lives, of everybody; /readyz and /metrics of programs on this
// machine alone, to whom no proxy leads, since how a council's fleet fares is nobody else's.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "sync/base/clock.h"
#include "sync/collector/features/health/readiness.h"
#include "sync/collector/http/router.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

struct HealthNeeds {
  Storage& storage;
  const Clock& clock;
  std::function<Result<FleetCounts>()> fleet = {};
  std::filesystem::path data = {};
  std::string version = {};
};
// References must outlive the router.
void add_health_routes(Router& router, const HealthNeeds& needs);

}  // namespace minbar::collector
