// SIGTERM and SIGINT as an orderly end of the kiosk: whoever is at the machine may stop the service, and what a citizen
// said for good is kept first. Used by run.cpp where a person drives. What a display or a window manager asks is none
// of its business.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace minbar::kiosk {

// In this thread and in all that it starts from now on; a signal that comes before a StopSignals is kept for it.
void block_stop_signals();

class StopSignals {
 public:
  // `told` is called for each signal, on a thread of its own, and outlives this.
  explicit StopSignals(std::function<void()> told);
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  std::function<void()> told_;
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

}  // namespace minbar::kiosk
