// The collector's database as its rooms see it: many readers, one writer that commits in groups. A write returns after
// its commit is on the disk, never before, so that an answer given to a kiosk or a person holds. Knows no table.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/storage/numbers.h"
#include "sync/collector/storage/writer.h"
#include "sync/db/database.h"

namespace minbar::collector {

// How many steps the schema of this version has.
[[nodiscard]] std::int64_t newest_schema();
// Whether the tables of a database are those that its own version says. False also when it is newer than this one.
[[nodiscard]] Result<bool> has_its_schema(db::Database& database);

class Storage {
 public:
  // Opens or makes the file and brings its schema up to date. `marks`: the file with the marks of numbers.h; none when
  // it is empty. Errors: those of db::Database, db::migrate and Numbers::open.
  [[nodiscard]] static Result<std::unique_ptr<Storage>> open(const std::filesystem::path& file,
                                                             const std::filesystem::path& marks = {});

  // Runs `work(db::Database&) -> Result<T>` on a snapshot; waits for nobody. It must only read.
  template <class F>
  [[nodiscard]] std::invoke_result_t<F, db::Database&> read(F&& work) {
    auto reader = TRY(take_reader());
    auto result = reader.snapshot([&] { return work(reader); });
    give_back(std::move(reader));
    return result;
  }

  // Runs `work(db::Database&) -> Result<T>` on the writer's thread inside a transaction that may hold other jobs too;
  // an error of `work` undoes only its own changes. Blocks the caller until the commit. Errors also: busy (queue full
  // or stopping).
  template <class F>
  [[nodiscard]] std::invoke_result_t<F, db::Database&> write(F&& work) {
    std::optional<std::invoke_result_t<F, db::Database&>> result;
    auto done = writer_.run([&](db::Database& database) -> Result<void> {
      result.emplace(work(database));
      if (!*result) return tl::unexpected(result->error());
      return {};
    });
    if (!done) return tl::unexpected(std::move(done).error());
    return std::move(*result);
  }

  // For jobs of `write` alone: they run on one thread.
  [[nodiscard]] Numbers& numbers() { return numbers_; }

  // What a check found (database_care.h). While it is damaged nothing is taken from kiosks, since they forget what they
  // are told is kept.
  void note_damage(bool damaged) { damaged_ = damaged; }
  [[nodiscard]] bool is_damaged() const { return damaged_; }

  // A consistent copy as a new file, while others go on; nobody is signed in there, and no link works. Error conflict:
  // the file exists.
  [[nodiscard]] Result<void> backup_to(const std::filesystem::path& file);

 private:
  Storage(std::filesystem::path file, db::Database writing, Numbers numbers);
  Result<db::Database> take_reader();
  void give_back(db::Database reader);

  const std::filesystem::path file_;
  std::atomic<bool> damaged_ = false;
  Numbers numbers_;  // outlives the writer
  Writer writer_;
  std::mutex mutex_;
  std::vector<db::Database> readers_;  // closed before the writer, which leaves a whole file
};

}  // namespace minbar::collector
