// What was erased by law, as a list of ids outside every database: a file of the data folder that only grows. Whatever
// backup is put back, and whatever a kiosk sends again, none of it comes back. Used at intake, by rebuild, and by
// whoever erases. Safe from several threads; several programs may add to it.
//
// A line is "record" or "blob", the id in hexadecimal, and a checksum. A line whose checksum is wrong may have been any
// id: then nobody can say what may be kept, and intake waits until a person has put the list in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <shared_mutex>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

struct ErasedIds {
  std::vector<RecordId> records = {};
  std::vector<BlobId> blobs = {};  // the recordings of those records
};

class Erased {
 public:
  // A file that is not there is an empty list. Errors: denied, too_large, io. A damaged line is none.
  [[nodiscard]] static Result<std::unique_ptr<Erased>> open(const std::filesystem::path& file);

  // On the disk when it returns; add first, and then erase. Ids that are there already are left out. Errors: full,
  // denied, io; then some of them may be there.
  [[nodiscard]] Result<void> add(const ErasedIds& ids);
  // Reads what other programs have added since. Errors as open; what is known stays known.
  [[nodiscard]] Result<void> follow();

  [[nodiscard]] bool has(const RecordId& record) const;
  [[nodiscard]] bool has(const BlobId& blob) const;
  [[nodiscard]] std::vector<RecordId> records() const;
  [[nodiscard]] ErasedIds ids() const;
  [[nodiscard]] bool is_damaged() const { return !damaged_lines().empty(); }
  // From 1.
  [[nodiscard]] std::vector<std::size_t> damaged_lines() const;
  // The last line has no end: a power cut while it was added, so that nobody was told that it is kept. The next `add`
  // takes its place.
  [[nodiscard]] bool ends_unfinished() const;

 private:
  struct List {
    std::set<RecordId> records;
    std::set<BlobId> blobs;
    std::vector<std::size_t> damaged;
    bool unfinished = false;
    std::uintmax_t bytes = 0;  // of the file
    std::uintmax_t whole = 0;  // of those, up to the end of the last line
  };
  explicit Erased(std::filesystem::path file) : file_(std::move(file)) {}
  static Result<List> read(const std::filesystem::path& file);
  static void take_line(std::string_view line, std::size_t number, List& list);
  void take(List list);

  const std::filesystem::path file_;
  mutable std::shared_mutex mutex_;
  List list_;
};

}  // namespace minbar::collector
