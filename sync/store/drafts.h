// What citizens have said and the outbox does not have yet: a rating while its citizen is still there, and whatever the
// outbox could not take. Each record is a file of its own in the folder `drafts` of the kiosk's private folder, where
// the agent has no business, sealed to the collector, so that the kiosk cannot read it again either. It goes once the
// outbox has the record; a file that outlives that is met again under the same id (outbox.h) and makes no second one.
//
// A file tells no time of change. What it cannot hide is in PROTOCOL.md, section 9. Beside the files lies a reserve,
// given up when the disk is full, so that what is said in that session still finds room.
//
// Blocking, and for one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"
#include "sync/store/pin.h"
#include "sync/store/sealed_record.h"
#include "sync/store/trails.h"

namespace minbar::store {

class Drafts {
 public:
  // `keys` is the kiosk's private folder. Empty: nothing is kept here, and keep says so.
  explicit Drafts(std::filesystem::path keys) : keys_(std::move(keys)) {}

  // Finds what an earlier life of the program left, and makes the reserve. What was half-written goes. A damaged file
  // is logged and stays under another name; one of a newer program is logged and left alone. Errors: denied, full, io:
  // what could be found counts all the same.
  [[nodiscard]] Result<void> look();
  // Durable on return, in the place of what was kept under this id. After an error a record that was not kept before
  // leaves nothing; of one that was, one of the two versions stays. Errors: full (the disk; or limits::drafts_kept),
  // denied, io.
  [[nodiscard]] Result<void> keep(const SealedRecord& record);
  // Errors: not_found, corrupt, unsupported_version, io.
  [[nodiscard]] Result<SealedRecord> read(const RecordId& id) const;
  // The outbox has it.
  void forget(const RecordId& id);
  // It cannot be read: it stays for people, under another name.
  void set_aside(const RecordId& id);
  // Between two records, now and then: the folder tells no time either, and the reserve is made again where there is
  // room.
  void tidy();

  [[nodiscard]] bool has(const RecordId& id) const { return kept_.contains(id); }
  [[nodiscard]] std::size_t count() const { return kept_.size(); }
  // Of those sealed for that collector.
  [[nodiscard]] std::vector<RecordId> for_collector(const CollectorPin& collector) const;
  [[nodiscard]] std::size_t for_others(const CollectorPin& collector) const;
  // Those that a receipt code can ask for.
  [[nodiscard]] std::vector<KeptAside> with_receipts() const;

 private:
  // Of a record, without its sealed bytes.
  struct Kept {
    std::optional<LookupId> lookup;
    std::optional<std::int64_t> recorded_ms;
    CollectorId collector;
    seal::KeyId recipient;
  };
  [[nodiscard]] std::filesystem::path folder() const { return keys_ / "drafts"; }
  [[nodiscard]] std::filesystem::path file_of(const RecordId& id) const;
  [[nodiscard]] Result<void> make_folder() const;
  void take_up(const std::filesystem::path& file);
  void note(const SealedRecord& record);
  void make_reserve() const;
  bool give_up_reserve() const;

  std::filesystem::path keys_;
  std::map<RecordId, Kept> kept_;
};

// How many lie there for other collectors than that one. Changes nothing, so that it can be asked while a kiosk runs.
[[nodiscard]] std::size_t drafts_for_others(const std::filesystem::path& keys, const CollectorPin& collector);

}  // namespace minbar::store
