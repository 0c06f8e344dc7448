// What minbar-kiosk says: records that are appended and heartbeats that are signed, in the chain of its record key.
// What append returned as stored is on the disk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sync/base/result.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/domain/records/submission.h"
#include "sync/seal/chain.h"
#include "sync/seal/heartbeat.h"
#include "sync/seal/keys.h"
#include "sync/store/folder.h"
#include "sync/store/sealed_record.h"
#include "sync/store/standing.h"

namespace minbar::store {

struct Stored {
  std::uint64_t sequence = 0;
  Delivery delivery = Delivery::waiting;
  bool new_now = false;  // false: this id was stored before, and nothing was sealed again
  bool operator==(const Stored&) const = default;
};

// What the kiosk process knows of the machine at a heartbeat.
struct Health {
  seal::BootId boot{};
  std::uint64_t free_disk_bytes = 0;
  std::int64_t content_version = 0;
  std::string program_version{};
};

// `folder` outlives it and stays where it is.
class Outbox {
 public:
  explicit Outbox(Folder& folder) : folder_(&folder) {}

  // How far the kiosk's chain is known to go: a shared row that does not go on from there is not believed, and what is
  // said next is chained here. Nothing: the row counts.
  // `heartbeats`: the number of the last one, from the private folder too.
  void remember(std::optional<seal::ChainHead> head, std::int64_t heartbeats = 0) {
    remembered_ = head;
    remembered_beats_ = heartbeats;
  }
  [[nodiscard]] const std::optional<seal::ChainHead>& remembered() const { return remembered_; }
  [[nodiscard]] std::int64_t remembered_heartbeats() const { return remembered_beats_; }

  // Says which key signs this folder's records. Errors: conflict (another key signed before: keys and data do not
  // belong together).
  [[nodiscard]] Result<void> publish_record_key(const seal::RecordPublicKey& key);
  // Overwrites the published key. Call it only when the folder is known to be this kiosk's.
  [[nodiscard]] Result<void> claim_record_key(const seal::RecordPublicKey& key);

  // Validates, seals, signs, chains and stores in one transaction, durable on return; rings the agent. A code takes its
  // slow function first. `spoken` is sealed by itself and stored in the same transaction; a proposal only. Errors:
  // those of validate, not_found (trusts nobody yet), denied (not the published key).
  [[nodiscard]] Result<Stored> append(const Submission& submission, const std::optional<ReceiptCode>& code,
                                      const seal::RecordKey& key, const std::optional<Spoken>& spoken = {});
  // The same of a record that was sealed before, perhaps in an earlier life of the program: it is chained, signed and
  // stored as it is. Errors also: conflict (it is sealed for another collector than the trusted one, and stays the
  // caller's).
  [[nodiscard]] Result<Stored> append(const SealedRecord& record, const seal::RecordKey& key);
  // Signs how things stand now, replaces the heartbeat before it, rings the agent. Error: denied (not the published
  // key).
  [[nodiscard]] Result<void> record_heartbeat(const Health& health, const seal::RecordKey& key);
  [[nodiscard]] Result<std::optional<Stored>> find(const RecordId& id);

 private:
  Result<Stored> insert(const SealedRecord& record, const seal::RecordKey& key);
  Result<void> check_signer(const seal::RecordKey& key);
  Result<seal::ChainHead> own_head();
  Result<std::int64_t> next_heartbeat();

  Folder* folder_;                             // not null
  std::optional<seal::ChainHead> remembered_;  // grows with what is appended here
  std::int64_t remembered_beats_ = 0;
};

}  // namespace minbar::store
