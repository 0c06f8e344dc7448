// The one thread that writes. Jobs that wait while a commit is under way share the next one: one flush of the disk for
// many. Each job is undone alone when it fails. Used by Storage only.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"

namespace minbar::collector {

class Writer {
 public:
  using Job = std::function<Result<void>(db::Database&)>;

  explicit Writer(db::Database database);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();  // finishes what is queued

  // Blocks until the job's transaction is committed (its own error, or the commit's, is returned).
  [[nodiscard]] Result<void> run(Job job);

 private:
  struct Waiting {
    Job job;
    std::promise<Result<void>> promise;
  };
  void loop();
  void commit_group(std::vector<Waiting>& group);
  void commit_one(Waiting& waiting);
  Result<void> run_one(const Job& job, std::vector<Result<void>>& outcomes);

  db::Database database_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Waiting> queue_;
  bool stopping_ = false;
  std::jthread thread_;
};

}  // namespace minbar::collector
