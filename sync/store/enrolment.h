// Whom the shared database says that this kiosk answers to: the agent's word, which the kiosk holds against its pin
// (pin.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"
#include "sync/wire/enrol.h"

namespace minbar::store {

struct Enrolment {
  DeviceId device{};
  CollectorId collector{};
  seal::SigningPublicKey signing_key{};
  seal::SealingKey sealing_key{};
  wire::Place place{};
  std::string follow_url{};
  std::string collector_url{};
  std::optional<seal::RecordPublicKey> record_key{};  // that the collector has of this kiosk; none: not known
  // Of succession/follow.h:
  std::optional<seal::RootPublicKey> root_key{};     // as the enrolment brought it
  std::int64_t succession = 0;                       // number of the statement that named both keys; 0: none did
  Bytes statement{};                                 // its frame; empty: an enrolment named them
  std::optional<seal::RootPublicKey> pinned_root{};  // as the kiosk says
  bool operator==(const Enrolment&) const = default;
};

// Nothing: not enrolled, or a row of another shape, which is nobody's enrolment.
[[nodiscard]] Result<std::optional<Enrolment>> enrolment_in(db::Database& database);
// What a verified enrolment reply said, and of which record key; none: the published one. The same enrolment again
// brings key, place and address, and ends a refusal; so does that of the same collector after its keys were
// exchanged. Error: conflict (enrolled elsewhere; a person resets).
[[nodiscard]] Result<void> write_enrolment(db::Database& database, const wire::EnrolReply& reply,
                                           std::string_view collector_url,
                                           const std::optional<seal::RecordPublicKey>& record_key = {});
// What is sealed to it goes to the enrolled collector, which has another now.
[[nodiscard]] Result<void> note_former_key(db::Database& database, const seal::SealingKey& key);
// Where it stands is all that a reply may change of an enrolment. Says whether that is news.
[[nodiscard]] Result<bool> move_to(db::Database& database, const wire::Place& place);
// The kiosks as which this machine ran before its disk was copied (anew.h), the newest first: what it said then bears
// their keys, and a collector that went back to an older backup has to be told whose it is.
[[nodiscard]] Result<std::vector<DeviceId>> former_devices(db::Database& database);

}  // namespace minbar::store
