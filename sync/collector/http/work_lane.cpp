#include "sync/collector/http/work_lane.h"

#include <sys/resource.h>

#include <algorithm>

#include "sync/base/log.h"

namespace minbar::collector {

WorkLane::WorkLane(Size size) : size_(size) {
  for (std::size_t i = 0; i < size_.threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkLane::~WorkLane() { finish(); }

bool WorkLane::post(std::function<void()> job, bool known) {
  {
    const std::lock_guard lock(mutex_);
    const auto most = size_.waiting - (known ? 0 : std::min(size_.for_known, size_.waiting));
    if (finishing_ || known_.size() + jobs_.size() >= most) return false;
    (known ? known_ : jobs_).push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

void WorkLane::finish() {
  std::deque<std::function<void()>> dropped, dropped_known;  // what they hold may take locks when it goes
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
    dropped.swap(jobs_);
    dropped_known.swap(known_);
  }
  wake_.notify_all();
  dropped.clear();
  dropped_known.clear();
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
      wake_.wait(lock, [this] { return finishing_ || !known_.empty() || !jobs_.empty(); });
      auto& next = known_.empty() ? jobs_ : known_;
      if (next.empty()) return;
      job = std::move(next.front());
      next.pop_front();
    }
    try {
      job();
    } catch (...) {  // for want of memory, say: what the job held goes with it, and the lane goes on
      log(LogEvent::http_connection_failed);
    }
  }
}

}  // namespace minbar::collector
