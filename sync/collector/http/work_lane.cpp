#include "sync/collector/http/work_lane.h"

#include <sys/resource.h>

namespace minbar::collector {

WorkLane::WorkLane(Size size) : size_(size) {
  for (std::size_t i = 0; i < size_.threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkLane::~WorkLane() { finish(); }

bool WorkLane::post(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (finishing_ || jobs_.size() >= size_.waiting) return false;
    jobs_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

void WorkLane::finish() {
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
  }
  wake_.notify_all();
  threads_.clear();
}

void WorkLane::run() {
  // Linux takes this for the calling thread alone. When it is not allowed, the lane is as urgent as the others.
  constexpr int politeness = 10;
  if (size_.in_the_back) (void)::setpriority(PRIO_PROCESS, 0, politeness);
  while (true) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return finishing_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

}  // namespace minbar::collector
