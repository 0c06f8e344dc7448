// Waits, in a test, for what the kiosk's worker says.
#pragma once

#include <catch2/catch.hpp>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <type_traits>
#include <variant>

#include "kiosk/world/worker.h"

namespace minbar::test {

class Mailbox {
 public:
  // For the worker to call when it has something. The mailbox outlives the worker.
  std::function<void()> wake() {
    return [this] {
      const std::lock_guard lock(mutex_);
      ring_ = true;
      rung_.notify_all();
    };
  }
  void wait() {
    std::unique_lock lock(mutex_);
    REQUIRE(rung_.wait_for(lock, std::chrono::seconds(60), [&] { return ring_; }));
    ring_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable rung_;
  bool ring_ = false;
};

// The next of that kind that the worker says, an event or a pack; what comes before it is dropped.
template <class Kind>
Kind wait_for(kiosk::Worker& worker, Mailbox& mailbox) {
  const auto kind_in = [](const kiosk::WorkerOutcome& outcome) -> const Kind* {
    if constexpr (std::is_same_v<Kind, kiosk::NewContent>) {
      return std::get_if<Kind>(&outcome);
    } else {
      const auto* event = std::get_if<kiosk::Event>(&outcome);
      return event != nullptr ? std::get_if<Kind>(event) : nullptr;
    }
  };
  while (true) {
    for (const auto& outcome : worker.take())
      if (const auto* wanted = kind_in(outcome)) return *wanted;
    mailbox.wait();
  }
}

}  // namespace minbar::test
