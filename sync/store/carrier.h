// What minbar-sync carries: requests taken out of the shared folder for the collector, and its verified replies brought
// in. As values of the wire, so that HTTPS and a file are one: wire::make_sync_request and wire::open_sync_reply turn
// them into signed bytes and back. What a request offered is a row of the folder: a reply may be applied by another
// process than the one that asked, days later or twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sync/base/limits.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/store/folder.h"
#include "sync/wire/enrol.h"
#include "sync/wire/sync_codec.h"

namespace minbar::store {

struct RequestLimits {
  std::size_t records = limits::batch_records;
  std::size_t bytes = limits::batch_bytes;  // of envelopes and pieces; one record goes whatever its size
};

struct Applied {
  std::size_t delivered = 0;
  std::size_t set_aside = 0;
  std::size_t replies = 0;
  bool pack_stored = false;      // a content pack came whole
  bool more_content = false;     // this reply brought a pack further, and more of it is to be fetched
  std::size_t blobs = 0;         // delivered whole
  std::size_t safe_blobs = 0;    // in a backup there; their bytes went here
  std::int64_t blob_bytes = 0;   // by which the collector has more of others than it had
  bool blobs_left = false;       // some that the collector wants wait
  std::size_t petitions = 0;     // whose numbers changed
  bool moved = false;            // it was told that it stands at another place
  bool late = false;             // a late reply: its news, such as the cursor, were not taken
  std::size_t asked_again = 0;   // records that it lacks and that wait again
  std::int64_t former_safe = 0;  // records of a former chain that are in a backup there (anew.h)
  std::int64_t dropped = 0;      // records whose sealed bytes went, being safe, or old at a collector without backups
  bool operator==(const Applied&) const = default;
};

// `folder` outlives it and stays where it is.
class Carrier {
 public:
  // `forget_after_days`: a collector that has never called anything safe is taken for one without backups; what it
  // acknowledged goes once it was heard on so many days more. `settle_after_days`: what is safe shrinks to what its
  // citizen's code needs once the collector was heard on so many days after it had it.
  explicit Carrier(Folder& folder, std::int64_t forget_after_days = limits::forget_after_days,
                   std::int64_t settle_after_days = limits::settle_after_days)
      : folder_(&folder), forget_after_days_(forget_after_days), settle_after_days_(settle_after_days) {}

  // Keeps what a verified enrolment reply said, and of which record key (write_enrolment); rings the kiosk. Error:
  // conflict (enrolled elsewhere; a person resets).
  [[nodiscard]] Result<void> keep_enrolment(const wire::EnrolReply& reply, std::string_view collector_url,
                                            const std::optional<seal::RecordPublicKey>& record_key = {});
  // What is to be said next, oldest first, with a fresh request id; may be without envelopes. A row whose bytes are not
  // what was written is set apart as damaged and never sent, and stops nothing. What is sealed for another collector
  // than the enrolled one waits here, and its recording. On a full disk the reserve is given up for it
  // (room/reserve.h); where there is none the request is not remembered: a reply to it counts as a late one. Errors:
  // not_found (not enrolled).
  [[nodiscard]] Result<wire::SyncRequest> make_request(const RequestLimits& limits, std::string_view agent_version);
  // No reply to it can come any more: the connection that it went over is gone.
  [[nodiscard]] Result<void> forget_request(const wire::RequestId& request);
  // Marks what the reply names, lets what it lacks wait again, keeps answers, cursor and place, in one transaction.
  // Then the sealed bytes of what is in a backup go, in portions, what went long ago shrinks, the file gets smaller,
  // and what it brings of a content pack is taken; nothing of that harms anything when it fails. Rings the kiosk.
  //
  // A late reply answers a request that is not known here, or one before the last that was answered: what it says may
  // be older than what is known. Of it counts what stays true: records and recordings that the collector has for good,
  // by the hashes of their bytes, what is in a backup, answers that are not here yet, and the next piece of a pack. So
  // a reply may come twice, and in any order. Errors: denied (for another device, or by another collector).
  [[nodiscard]] Result<Applied> apply_reply(const wire::Verified<wire::SyncReply>& reply);
  // Whether a record, a wanted recording or a heartbeat waits to be sent. Reads counters and the end of an index, and
  // more only where what is sealed for another collector waits.
  [[nodiscard]] Result<bool> has_news();
  // Records that wait and are sealed for another collector than the enrolled one.
  [[nodiscard]] Result<std::int64_t> waiting_for_others();

 private:
  Result<Applied> apply_within(const wire::SyncReply& reply, const seal::KeyId& recipient, bool keeps);
  void drop_what_may_go(Applied& applied);

  Folder* folder_;  // not null
  std::int64_t forget_after_days_;
  std::int64_t settle_after_days_;
};

}  // namespace minbar::store
