// What a running collector does for its database: a quick check once it serves, and a thorough one each day, on a
// thread that gives way to all others. A start need not wait for either. Damage is logged, kept for the desk and
// doctor, and from then on nothing is taken from kiosks: what they are told is kept here, they forget.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <thread>

#include "sync/base/clock.h"
#include "sync/collector/storage/full_check.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

class DatabaseCare {
 public:
  // References must outlive this.
  DatabaseCare(std::filesystem::path data, Storage& storage, const Clock& clock);
  DatabaseCare(const DatabaseCare&) = delete;
  DatabaseCare& operator=(const DatabaseCare&) = delete;
  ~DatabaseCare();  // a check that is under way ends at once

 private:
  void run();
  void check(bool thorough);
  void tell(const Checked& checked);
  bool stopping();

  const std::filesystem::path data_;
  Storage& storage_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable wake_;
  db::Database* checking_ = nullptr;  // while a check is under way
  bool stopping_ = false;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace minbar::collector
