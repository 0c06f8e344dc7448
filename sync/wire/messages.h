// The two messages of sync, as values. What each field means, its limits and who may forget what: PROTOCOL.md,
// section 5. The JSON they travel as is in sync_codec.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/domain/ids.h"
#include "sync/domain/petitions/petition_count.h"
#include "sync/seal/hash.h"
#include "sync/wire/health.h"
#include "sync/wire/succession.h"

namespace minbar::wire {

using RequestId = Id<struct RequestTag, 16>;  // random, new for every request, also for a resend

// Where the kiosk stands in the collector's sequence of replies. Opaque to the kiosk: given back as it was given. "" at
// first.
struct Cursor {
  std::string value{};  // at most 128 bytes of ASCII
  bool operator==(const Cursor&) const = default;
};

// A content pack newer than the kiosk's: the number, the hash and the size of its whole frame (pack.h).
struct ContentOffer {
  std::int64_t version = 0;
  seal::Hash hash{};
  std::int64_t size_bytes = 0;
  bool operator==(const ContentOffer&) const = default;
};

// From where on the kiosk lacks a pack that was offered.
struct ContentWant {
  std::int64_t version = 0;
  std::int64_t offset = 0;
  bool operator==(const ContentWant&) const = default;
};

// Some bytes of a pack's frame.
struct ContentPiece {
  std::int64_t version = 0;
  std::int64_t offset = 0;
  Bytes bytes{};  // 1 byte to 256 KiB
  bool operator==(const ContentPiece&) const = default;
};

// A part of a blob that a record names. Without bytes it only asks how much of the blob is there.
struct Piece {
  BlobId blob{};
  std::int64_t offset = 0;
  Bytes bytes{};  // at most 64 KiB
  bool operator==(const Piece&) const = default;
};

// Where a kiosk stands, with the names its screens show.
struct Place {
  PlaceCode code{};
  std::string name_ar{};  // with its province; at most 200 bytes each
  std::string name_fr{};
  std::string zone{};  // IANA, "Africa/Casablanca"
  bool operator==(const Place&) const = default;
};

// Places of a chain, both ends included; 1 <= from <= to.
struct SequenceRange {
  std::int64_t from = 0;
  std::int64_t to = 0;
  bool operator==(const SequenceRange&) const = default;
};

// What a kiosk still has of its chain, so that a collector which went back to an older backup asks for that and for
// nothing else.
struct KeptChain {
  ChainId chain{};
  std::int64_t kept_from = 0;         // from here to its head the sealed records are here, but for `gone`
  std::vector<SequenceRange> gone{};  // in order, without overlap: lost here as well
  bool operator==(const KeptChain&) const = default;
};

// Up to here a chain is in a verified backup. The hash is that of the header at `sequence`, by which the kiosk sees
// that its own history is meant.
struct SafeMark {
  ChainId chain{};
  std::int64_t sequence = 0;
  seal::Hash header{};
  bool operator==(const SafeMark&) const = default;
};

struct SyncRequest {
  RequestId request{};
  DeviceId device{};
  CollectorId collector{};           // whom it is for
  std::vector<Bytes> envelopes{};    // exact bytes, in chain order
  std::vector<Piece> pieces{};       // taken after the envelopes, in their order
  std::optional<Bytes> heartbeat{};  // exact signed bytes
  Cursor cursor{};
  std::int64_t content_version = 0;  // of the pack the kiosk has
  std::string agent_version{};       // at most 32 bytes
  std::optional<ContentWant> want{};
  std::vector<PetitionId> petitions{};  // of which the kiosk wants to know how many have signed
  std::optional<PlaceCode> place{};     // where the kiosk believes it stands
  std::optional<KeptChain> kept{};      // none: an agent from before `safe`
  std::int64_t newest_answer = 0;       // the highest sequence of the answers it has; 0: none, or an older agent
  std::optional<Health> health{};       // how the machine fares; only to a collector that understands it
  std::optional<Follows> follows{};
  bool health_unreadable = false;  // there was one that makes no sense: it is left out. Never sent
  bool operator==(const SyncRequest&) const = default;
};

// Every status means: the collector has it durably. There is no "refused". The bytes may go when a SafeMark covers
// them.
enum class RecordStatus {
  stored,     // new, and kept
  known,      // these exact bytes were kept before
  conflict,   // another record has this id; these bytes are set aside, the first stays
  set_aside,  // kept raw for a person to look at, reason says why
};
enum class RecordReason {
  none,
  malformed,            // not an envelope
  unsupported_version,  // envelope, algorithm or body newer than this collector
  bad_signature,        // not by this device's pinned record key
  wrong_recipient,      // sealed to a key this collector does not hold
  unopenable,           // does not open
  invalid_body,         // opens, and is not a submission that may be made
  id_taken,             // with conflict
  lookup_taken,         // another record has its receipt's lookup id; said as invalid_body, since the list is closed
};
[[nodiscard]] std::string_view name_of(RecordStatus status);
[[nodiscard]] std::string_view name_of(RecordReason reason);
[[nodiscard]] std::optional<RecordStatus> record_status_from(std::string_view name);
[[nodiscard]] std::optional<RecordReason> record_reason_from(std::string_view name);

struct RecordResult {
  seal::Hash envelope{};  // BLAKE2b-256 of the exact envelope bytes: names them even when they are unreadable
  std::optional<RecordId> record{};  // none when malformed
  RecordStatus status = RecordStatus::stored;
  RecordReason reason = RecordReason::none;
  bool safe = false;  // known, and in a verified backup; never said of one that is new
  bool operator==(const RecordResult&) const = default;
};

// A coordinator's answer to one record, sealed under the record's reply key (seal::seal_reply).
struct SealedReply {
  std::int64_t sequence = 0;  // the collector's, grows; (sequence) names the reply for ever
  LookupId lookup{};
  Bytes sealed{};  // at most 64 KiB
  bool operator==(const SealedReply&) const = default;
};

// How far a blob is: what is here durably, from its beginning on. The collector's word counts, whatever was sent.
struct BlobState {
  BlobId blob{};
  bool known = false;     // a record here names it; else its pieces were not taken
  std::int64_t have = 0;  // bytes from the beginning, without a hole
  bool done = false;      // whole and right, or never to be heard: no more of it is wanted
  bool safe = false;      // done, and in a verified backup or never to be heard: the kiosk may drop its bytes
  bool operator==(const BlobState&) const = default;
};

// What this collector can take in beyond version 1, so that nothing is sent to one that would call it malformed.
struct Understands {
  std::string version{};             // of the collector's program, at most 32 bytes
  std::vector<std::string> words{};  // kinds of bodies and features, at most 64 of at most 32 bytes
  bool operator==(const Understands&) const = default;
};

struct SyncReply {
  RequestId request{};  // of the request it answers
  DeviceId device{};    // whom it is for
  CollectorId collector{};
  std::vector<RecordResult> results{};  // one for each envelope of the request, in its order
  std::vector<BlobState> blobs{};       // one for each blob that pieces of the request belong to
  bool heartbeat_taken = false;         // a heartbeat came and its signature was good
  Cursor cursor{};                      // to give back next time
  bool more = false;                    // replies are left; ask again at once
  std::vector<SealedReply> replies{};
  std::optional<ContentOffer> content{};
  std::optional<ContentPiece> piece{};       // what was wanted, when it is still the pack on offer
  std::vector<PetitionCount> petitions{};    // of those asked about
  std::optional<Place> place{};              // where the kiosk stands now, when it believes otherwise
  std::optional<SafeMark> safe{};            // of the chain that the request named
  std::vector<SequenceRange> missing{};      // of that chain: to be sent again, within what the kiosk said it has
  std::optional<Understands> understands{};  // none: a collector of version 1
  std::int64_t server_wall_ms = 0;
  Bytes succession{};                    // the newest statement's frame (succession.h); empty: the kiosk follows it
  std::optional<std::int64_t> wait_s{};  // how long the collector would like to be left alone, 0 to 86400
  bool operator==(const SyncReply&) const = default;
};

}  // namespace minbar::wire
