#include "sync/collector/storage/writer.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/base/log.h"

namespace minbar::collector {

Writer::Writer(db::Database database) : database_(std::move(database)), thread_([this] { loop(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
}

Result<void> Writer::run(Job job) {
  std::future<Result<void>> outcome;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= limits::write_waiting)
      return fail(Errc::busy, "the writer is stopping or has too much to do");
    queue_.push_back({.job = std::move(job), .promise = {}});
    outcome = queue_.back().promise.get_future();
  }
  wake_.notify_one();
  return outcome.get();
}

void Writer::loop() {
  while (true) {
    std::vector<Waiting> group;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      while (!queue_.empty() && group.size() < limits::commit_group) {
        group.push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
    }
    commit_group(group);
  }
}

void Writer::commit_group(std::vector<Waiting>& group) {
  if (group.size() == 1) return commit_one(group.front());
  std::vector<Result<void>> outcomes;
  const auto committed = database_.transaction([&]() -> Result<void> {
    for (const auto& waiting : group) TRY(run_one(waiting.job, outcomes));
    return {};
  });
  if (!committed) log(LogEvent::commit_failed, {{"error", committed.error().code}, {"jobs", group.size()}});
  for (std::size_t i = 0; i < group.size(); ++i)
    group[i].promise.set_value(committed ? std::move(outcomes[i]) : Result<void>(tl::unexpected(committed.error())));
}

// Alone, a job is undone with its transaction, and no page need be copied for it.
void Writer::commit_one(Waiting& waiting) {
  bool failed = false;  // the job, not the commit
  auto outcome = database_.transaction([&] {
    auto done = waiting.job(database_);
    failed = !done;
    return done;
  });
  if (!outcome && !failed) log(LogEvent::commit_failed, {{"error", outcome.error().code}, {"jobs", 1}});
  waiting.promise.set_value(std::move(outcome));
}

// An error here is the database's own and ends the whole group; the job's error goes into `outcomes`.
Result<void> Writer::run_one(const Job& job, std::vector<Result<void>>& outcomes) {
  TRY(database_.execute("SAVEPOINT job"));
  outcomes.push_back(job(database_));
  if (!outcomes.back()) TRY(database_.execute("ROLLBACK TO job"));
  TRY(database_.execute("RELEASE job"));
  return {};
}

}  // namespace minbar::collector
