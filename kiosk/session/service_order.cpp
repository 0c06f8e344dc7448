#include "kiosk/session/service_order.h"

#include <algorithm>

namespace minbar::kiosk {

std::vector<const Service*> services_in_order(const Content& content, const Kiosk& kiosk) {
  std::vector<const Service*> out;
  for (const auto& id : kiosk.services_by_use)
    if (const auto* service = content.services.find(id); service != nullptr && std::ranges::count(out, service) == 0)
      out.push_back(service);
  for (const auto& service : content.services.all)
    if (std::ranges::count(out, &service) == 0) out.push_back(&service);
  return out;
}

}  // namespace minbar::kiosk
