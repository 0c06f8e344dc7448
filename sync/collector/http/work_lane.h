// A few threads with a bounded queue in front of them. The server gives it what must not run on an I/O thread. A full
// queue refuses at once, so that overload becomes a cheap 503 and never a growing wait.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace minbar::collector {

class WorkLane {
 public:
  struct Size {
    std::size_t threads = 1;
    std::size_t waiting = 1;    // jobs that may wait behind those that run
    std::size_t for_known = 0;  // of those, kept for whoever proved who they are
    bool in_the_back = false;   // its threads give way to all others when processors are short
  };
  explicit WorkLane(Size size);
  WorkLane(const WorkLane&) = delete;
  WorkLane& operator=(const WorkLane&) = delete;
  ~WorkLane();  // as finish()

  // False when the queue is full for such a job or the lane is finishing; the job is then not run. Known ones run
  // before all others that wait.
  [[nodiscard]] bool post(std::function<void()> job, bool known = false);
  // Takes nothing more, finishes what runs, drops what waits: a stop must not wait for a queue of strangers. Joins the
  // threads.
  void finish();

 private:
  void run();

  const Size size_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> known_;
  std::deque<std::function<void()>> jobs_;  // of the others
  bool finishing_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace minbar::collector
