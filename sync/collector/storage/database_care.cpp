#include "sync/collector/storage/database_care.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>

#include "sync/base/log.h"
#include "sync/collector/storage/data_folder.h"

namespace minbar::collector {

namespace {

constexpr auto between_thorough = std::chrono::hours(24);

// Last for the processor and for the disk. Where the system knows no such thing, the thread is one of many.
void give_way() {
  const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
  static_cast<void>(::setpriority(PRIO_PROCESS, thread, 19));
  constexpr int of_a_thread = 1;      // IOPRIO_WHO_PROCESS
  constexpr int when_idle = 3 << 13;  // IOPRIO_CLASS_IDLE
  static_cast<void>(::syscall(SYS_ioprio_set, of_a_thread, 0, when_idle));
}

}  // namespace

DatabaseCare::DatabaseCare(std::filesystem::path data, Storage& storage, const Clock& clock)
    : data_(std::move(data)), storage_(storage), clock_(clock), thread_([this] { run(); }) {}

DatabaseCare::~DatabaseCare() {
  {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
    while (!ended_) {  // a statement that began just now was not there to be interrupted
      if (checking_ != nullptr) checking_->interrupt();
      wake_.wait_for(lock, std::chrono::milliseconds(20));
    }
  }
  thread_.join();
}

bool DatabaseCare::stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void DatabaseCare::run() {
  give_way();
  check(false);
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    check(true);
    lock.lock();
    wake_.wait_for(lock, between_thorough, [this] { return stopping_; });
  }
  ended_ = true;
  wake_.notify_all();
}

void DatabaseCare::check(bool thorough) {
  if (stopping()) return;
  auto database = db::Database::open(database_file(data_), {.create = false, .read_only = true});
  if (!database) {
    log(LogEvent::database_not_checked, {{"error", database.error().code}});
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    checking_ = &*database;
  }
  const auto checked = check_tables(*database, thorough, clock_.wall_ms(), [this] { return stopping(); });
  {
    const std::lock_guard lock(mutex_);
    checking_ = nullptr;
  }
  if (!checked)
    log(LogEvent::database_not_checked, {{"error", checked.error().code}});
  else if (*checked)
    tell(**checked);
}

void DatabaseCare::tell(const Checked& checked) {
  const auto last = last_check(data_);
  const bool looked_less = !checked.thorough && last && last->thorough;
  if (checked.well() && looked_less && !last->well())
    return storage_.note_damage(true);  // until it is looked at as well
  storage_.note_damage(!checked.well());
  if (!checked.well()) log(LogEvent::database_damaged, {{"tables", checked.damaged.size()}});
  if (const auto kept = keep_check_note(data_, checked); !kept)
    log(LogEvent::database_not_checked, {{"error", kept.error().code}});
}

}  // namespace minbar::collector
