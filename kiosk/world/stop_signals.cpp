#include "kiosk/world/stop_signals.h"

#include <csignal>
#include <utility>

namespace minbar::kiosk {

namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

void block_stop_signals() {
  const auto signals = stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

StopSignals::StopSignals(std::function<void()> told) : told_(std::move(told)) {
  thread_ = std::thread([this] {
    const auto signals = stop_signals();
    int signal = 0;
    while (::sigwait(&signals, &signal) == 0 && !ended_) told_();
  });
}

StopSignals::~StopSignals() {
  ended_ = true;
  ::pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
}

}  // namespace minbar::kiosk
