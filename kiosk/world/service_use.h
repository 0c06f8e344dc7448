// How often each service was rated on this kiosk, so that those asked for most stand first. The order may not tell who
// rated what: it changes once a day at most, and a day's ratings reach the disk together, when there are several.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "sync/domain/ids.h"

namespace minbar::kiosk {

class ServiceUse {
 public:
  // `folder`: the kiosk's private one; empty: what is counted ends with the program. A file there that cannot be read
  // counts as none.
  explicit ServiceUse(const std::filesystem::path& folder);

  // A rating that is said again, with another face or a reason, is counted once.
  void rated(const RecordId& rating, const ServiceId& service);
  // The services by how often they were rated up to the day before; nothing: they are already told today. Keeps what
  // was counted, once a day. `wall_s`: UTC seconds, as the kiosk believes.
  [[nodiscard]] std::optional<std::vector<ServiceId>> order_of(std::int64_t wall_s);

 private:
  void read();
  void keep(std::int64_t day);

  std::filesystem::path path_;
  std::map<ServiceId, std::int64_t> kept_;  // before today
  std::map<ServiceId, std::int64_t> today_;
  std::optional<RecordId> last_;
  std::int64_t kept_on_ = -1;  // days since 1970
  std::int64_t told_on_ = -1;
};

}  // namespace minbar::kiosk
