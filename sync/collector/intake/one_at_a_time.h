// Who has a request in work: a kiosk has one at a time, so that one that sends many at once takes no more of the
// workers than any other. Safe from several threads; knows nothing of what is asked.
#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "sync/domain/ids.h"

namespace minbar::collector {

class OneAtATime {
 public:
  // Ends the turn when it goes; must not outlive what gave it.
  class Turn {
   public:
    Turn(Turn&& other) noexcept : of_(std::exchange(other.of_, nullptr)), device_(other.device_) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (of_ == nullptr) return;
      const std::lock_guard lock(of_->mutex_);
      of_->in_work_.erase(device_);
    }

   private:
    friend class OneAtATime;
    Turn(OneAtATime& of, const DeviceId& device) : of_(&of), device_(device) {}
    OneAtATime* of_;
    DeviceId device_;
  };

  // Nothing while this device has a turn.
  [[nodiscard]] std::optional<Turn> take(const DeviceId& device) {
    const std::lock_guard lock(mutex_);
    if (!in_work_.insert(device).second) return std::nullopt;
    return Turn(*this, device);
  }

 private:
  std::mutex mutex_;
  std::set<DeviceId> in_work_;  // at most one for each worker
};

}  // namespace minbar::collector
