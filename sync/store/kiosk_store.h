// The kiosk's memory: one SQLite file in a folder that minbar-kiosk and minbar-sync share as two users of one group
// (folder 2770, file 0660, both read and write). The kiosk appends what citizens say; the agent takes batches out and
// applies what the collector answered. What append returned as stored is on the disk. It deletes sealed bytes only when
// a verified reply names their exact hash, and it never holds plain text or a receipt code. Blocking: use it off the
// thread that draws.
//
// Errors of every call, besides those named: full (disk or size limit; nothing half-written), busy (the other process
// held the file too long), denied, corrupt, io.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/limits.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/receipt_code.h"
#include "sync/domain/submission.h"
#include "sync/domain/trail.h"
#include "sync/seal/heartbeat.h"
#include "sync/store/doorbell.h"
#include "sync/store/enrolment.h"
#include "sync/store/packs.h"
#include "sync/store/pin.h"
#include "sync/wire/enrol.h"
#include "sync/wire/pack.h"
#include "sync/wire/sync_codec.h"

namespace minbar::store {

enum class Delivery { waiting = 0, delivered = 1, set_aside = 2, damaged = 3 };

struct Stored {
  std::uint64_t sequence = 0;
  Delivery delivery = Delivery::waiting;
  bool new_now = false;  // false: this id was stored before, and nothing was sealed again
  bool operator==(const Stored&) const = default;
};

// A recording that belongs to a proposal: plain Ogg Opus, sealed by append.
struct Spoken {
  ByteView ogg;
  std::int64_t duration_ms = 0;
};

// Records not yet acknowledged.
struct Backlog {
  std::int64_t records = 0;
  std::optional<std::int64_t> oldest_wall_ms{};  // when the oldest was stored, by this kiosk's clock
  bool operator==(const Backlog&) const = default;
};

// What the kiosk process knows of the machine at a heartbeat.
struct Health {
  seal::BootId boot{};
  std::uint64_t free_disk_bytes = 0;
  std::int64_t content_version = 0;
  std::string program_version{};
};

struct RequestLimits {
  std::size_t records = limits::batch_records;
  std::size_t bytes = limits::batch_bytes;  // of envelopes and pieces; one record goes whatever its size
};

struct Applied {
  std::size_t delivered = 0;
  std::size_t set_aside = 0;
  std::size_t replies = 0;
  bool pack_stored = false;     // a content pack came whole
  bool more_content = false;    // this reply brought a pack further, and more of it is to be fetched
  std::size_t blobs = 0;        // delivered whole
  std::int64_t blob_bytes = 0;  // by which the collector has more of others than it had
  bool blobs_left = false;      // some that the collector wants wait
  std::size_t petitions = 0;    // whose numbers changed
  bool moved = false;           // it was told that it stands at another place
  bool operator==(const Applied&) const = default;
};

// What this kiosk can say about a receipt code's lookup id.
struct Knowledge {
  std::optional<Delivery> made_here{};        // none: not recorded on this kiosk
  std::optional<std::int64_t> recorded_ms{};  // when it was, by this kiosk's clock
  bool recording_kept_back = false;           // its recording is of Counts::blobs_kept_back
  std::vector<wire::SealedReply> replies{};   // the newest limits::answers_shown, oldest first
};

// How the last exchange went, for `minbar-sync status` and the attendant.
struct ExchangeNote {
  std::string outcome = "never";  // an enumerator's name
  std::int64_t failures = 0;      // in a row
  std::optional<std::int64_t> tried_ms{};
  std::optional<std::int64_t> succeeded_ms{};
  std::optional<std::int64_t> next_ms{};
  bool operator==(const ExchangeNote&) const = default;
};

struct Counts {
  std::int64_t waiting = 0;
  std::int64_t delivered = 0;
  std::int64_t set_aside = 0;
  std::int64_t damaged = 0;
  std::int64_t blobs_waiting = 0;    // recordings not yet delivered whole
  std::int64_t blobs_kept_back = 0;  // that stay here: they arrived wrong too often, or are damaged
  bool operator==(const Counts&) const = default;
};

struct StoreOptions {
  bool create = true;                       // make folder and database when missing; else not_found
  std::optional<std::int64_t> max_bytes{};  // of the database file; none: as the disk allows
};

// Movable; for one thread at a time. Several may be open on one folder, in one process or two.
class KioskStore {
 public:
  // Makes folder (its parent must be there) and database when missing. `clock` and `random` outlive the store.
  // Errors also: denied (the folder is open to others), unsupported_version (written by a newer program).
  [[nodiscard]] static Result<KioskStore> open(const std::filesystem::path& folder, Role role, const Clock& clock,
                                               Random& random, const StoreOptions& options = {});

  // --- minbar-kiosk's side
  // Whom this program trusts from now on: what is said is sealed to this collector and packs are verified with its key,
  // whatever the shared row says. Before it was told nothing is sealed, looked up or verified.
  void trust(CollectorPin pin) { trusted_ = std::move(pin); }
  // How far the kiosk's chain is known to go: a shared row that does not go on from there is not believed, and what is
  // said next is chained here. Nothing: the row counts.
  // `heartbeats`: the number of the last, known in the same way.
  void remember(std::optional<seal::ChainHead> head, std::int64_t heartbeats = 0) {
    remembered_ = head;
    remembered_beats_ = heartbeats;
  }
  [[nodiscard]] const std::optional<seal::ChainHead>& remembered() const { return remembered_; }
  [[nodiscard]] std::int64_t remembered_heartbeats() const { return remembered_beats_; }
  // Says which key signs this database's records. Errors: conflict (another key signed before: keys and data do not
  // belong together).
  [[nodiscard]] Result<void> publish_record_key(const seal::RecordPublicKey& key);
  // In the place of whatever key is there: where the folder is known to be this kiosk's, another was written by others.
  [[nodiscard]] Result<void> claim_record_key(const seal::RecordPublicKey& key);
  // Validates, seals, signs, chains and stores in one transaction, durable on return; rings the agent. A code takes its
  // slow function first. `spoken` is sealed by itself and stored in the same transaction; a proposal only. Errors:
  // those of validate, not_found (trusts nobody yet), denied (not the published key).
  [[nodiscard]] Result<Stored> append(const Submission& submission, const std::optional<ReceiptCode>& code,
                                      const seal::RecordKey& key, const std::optional<Spoken>& spoken = {});
  // Signs how things stand now, replaces the heartbeat before it, rings the agent.
  [[nodiscard]] Result<void> record_heartbeat(const Health& health, const seal::RecordKey& key);
  [[nodiscard]] Result<std::optional<Stored>> find(const RecordId& id);
  [[nodiscard]] Result<Knowledge> knowledge_of(const LookupId& lookup);
  // The same opened with the citizen's code. Takes its slow function first, whatever there is to find. Errors:
  // not_found (trusts nobody yet), busy (no memory for the slow function just now).
  [[nodiscard]] Result<Trail> trail_of(const ReceiptCode& code);
  // Which petitions are shown here: the agent asks how far they are. What was heard of others is forgotten.
  [[nodiscard]] Result<void> watch_petitions(std::span<const PetitionId> petitions);
  // As last heard; of those watched that were heard of.
  [[nodiscard]] Result<std::vector<PetitionCount>> petition_counts();

  // The pack stored under that number, verified anew with the trusted key. Errors: not_found, denied, bad_input,
  // corrupt.
  [[nodiscard]] Result<wire::Pack> read_pack(std::int64_t version);
  // Why this program cannot use it, for `minbar-sync status`; empty: it can.
  [[nodiscard]] Result<void> note_unusable(std::int64_t version, std::string_view why);
  // This one is in use and was so from a start on: of those before it only the last is still of any use.
  [[nodiscard]] Result<void> forget_packs_before(std::int64_t version);

  // --- both
  [[nodiscard]] Result<PackState> pack_state();
  [[nodiscard]] Result<std::optional<Enrolment>> enrolment();
  [[nodiscard]] Result<Backlog> backlog();
  [[nodiscard]] Result<seal::ChainHead> head();
  // What the disk and StoreOptions::max_bytes leave for more, in bytes; below 0 when the bound was made narrower.
  [[nodiscard]] Result<std::int64_t> room_bytes();
  [[nodiscard]] Result<Counts> counts();
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  // The folder's database is the one that was opened: what is written here is read by the other program. When it is
  // not, open anew.
  [[nodiscard]] bool in_place() const;

  // --- minbar-sync's side
  [[nodiscard]] Result<std::optional<seal::RecordPublicKey>> record_key();
  // Pins what a verified enrolment reply said. The same again is fine. Error: conflict (enrolled elsewhere; a person
  // resets).
  [[nodiscard]] Result<void> pin(const wire::EnrolReply& reply, std::string_view collector_url);
  // What is to be said next, oldest first, with a fresh request id; may be without envelopes. A row whose bytes are not
  // what was written is set apart as damaged and never sent, and stops nothing. What is sealed for another collector
  // than the enrolled one waits here, and its recording. Errors: not_found (not enrolled).
  [[nodiscard]] Result<wire::SyncRequest> next_request(const RequestLimits& limits, std::string_view agent_version);
  // Whether a record, a wanted recording or a heartbeat waits to be sent. Reads counters and the end of an index, and
  // more only where what is sealed for another collector waits.
  [[nodiscard]] Result<bool> has_news();
  // Records that wait and are sealed for another collector than the enrolled one.
  [[nodiscard]] Result<std::int64_t> waiting_for_others();
  // Marks and prunes what the reply names, keeps replies, cursor and place, in one transaction; then what it brings of
  // a content pack, in another, whose failure harms nothing; rings the kiosk. May be repeated. Errors: denied (for
  // another device, or by another collector).
  [[nodiscard]] Result<Applied> apply(const wire::Verified<wire::SyncReply>& reply);
  [[nodiscard]] Result<void> note(const ExchangeNote& note);
  [[nodiscard]] Result<ExchangeNote> last_note();

 private:
  KioskStore(std::filesystem::path folder, Role role, const Clock& clock, Random& random, db::Database database);
  Result<Enrolment> must_be_enrolled();
  Result<CollectorPin> must_trust() const;
  Result<seal::ChainHead> own_head();
  Result<std::int64_t> next_heartbeat();
  struct Sealed;
  Result<Stored> insert(const Submission& submission, const Sealed& sealed, const seal::RecordKey& key,
                        const CollectorPin& collector);
  Result<void> check_signer(const seal::RecordKey& key);
  Result<void> set_apart(const std::vector<std::int64_t>& sequences);
  struct Envelopes {
    std::int64_t last = 0;    // sequence of the last in a request; 0: none is
    seal::KeyId recipient{};  // all of them are sealed for
  };
  Result<void> add_pieces(wire::SyncRequest& request, std::size_t budget, const Envelopes& sent);
  Result<bool> wants_blobs(const seal::KeyId& recipient);
  Result<void> apply_blobs(const std::vector<wire::BlobState>& states, Applied& applied);
  Result<void> apply_blob(const wire::BlobState& state, Applied& applied);
  Result<void> finish_blob(const BlobId& blob, std::int64_t state);
  Result<bool> move_to(const wire::Place& place);
  Result<void> apply_result(const wire::RecordResult& result, Applied& applied);
  void ring_other() const;
  void apply_content(const wire::SyncReply& reply, const Enrolment& enrolled, Applied& applied);
  Result<bool> take_offer(const wire::ContentOffer& offer);
  Result<bool> take_piece(const wire::ContentPiece& piece, const Enrolment& enrolled, Applied& applied);
  Result<bool> finish_pack(const Enrolment& enrolled, Applied& applied);
  Result<bool> start_over();
  Result<void> note_offer(PackOutcome outcome, std::int64_t version);
  Result<void> refuse_offer(PackOutcome why, std::int64_t version, const seal::Hash& hash);
  Result<bool> has_room_for_pack(std::int64_t bytes, std::int64_t arrived);
  Result<bool> keep_room_for_arriving();
  Result<bool> forget_arriving();

  std::filesystem::path folder_;
  Role role_;
  const Clock* clock_;  // not null
  Random* random_;      // not null
  db::Database database_;
  std::optional<CollectorPin> trusted_;        // the kiosk's side only
  std::optional<seal::ChainHead> remembered_;  // too; grows with what is appended here
  std::int64_t remembered_beats_ = 0;          // too
  std::uint64_t device_ = 0, inode_ = 0;       // of the file that was opened
  std::int64_t offered_heartbeat_ = 0;         // number of the one in the last request made here
  std::vector<BlobId> offered_blobs_;          // of which pieces went in it
};

}  // namespace minbar::store
