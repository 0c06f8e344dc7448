// A machine whose disk was copied becomes a kiosk of its own: another record key and another chain, while what it has
// said stays in its outbox and goes on to the collector under the key that signed it. Rows of the former chain get
// sequences below 0, in their order: they go first, and nothing that is said of places of the present chain is about
// them. The kiosk begins the chain, the agent then makes itself a transport key and is enrolled anew.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"
#include "sync/store/folder.h"

namespace minbar::store {

enum class Anew : std::int64_t {
  no = 0,
  kiosk_ready = 1,  // the kiosk has a record key and a chain of its own
  ready = 2,        // the agent has a transport key of its own, too
};
[[nodiscard]] Result<Anew> anew_state(Folder& folder);

// --- the kiosk's side
// From now on `chain` goes on from its beginning and `key` signs. What the collector has acknowledged and is still here
// waits again: it is named by the same bytes and does not double. A second call with the same chain only claims the
// key.
[[nodiscard]] Result<void> begin_chain(Folder& folder, const ChainId& chain, const seal::RecordPublicKey& key);
// Before an enrolment: whether the collector said that this record key is another kiosk's.
[[nodiscard]] Result<bool> is_key_taken(Folder& folder, const seal::RecordPublicKey& key);

// --- the agent's side
[[nodiscard]] Result<void> note_taken_key(Folder& folder, const seal::RecordPublicKey& key);
[[nodiscard]] Result<void> note_anew(Folder& folder, Anew state);

// --- what becomes of the rows of the former chain; each within a transaction of the caller
// No mark and no request for what is missing speaks of them. So those that are acknowledged and still here are sent
// again once on each further day of talk (marks.h): a collector that lacks them after a restore takes them in, and one
// that has them in a backup says so of each, which alone drops them. A bounded number; how many wait now. None at a
// collector that has never called anything safe.
[[nodiscard]] Result<std::size_t> ask_of_former(db::Database& database, std::int64_t talk);
// All of them, at once: the collector may be another than the one that acknowledged them.
[[nodiscard]] Result<void> former_waits_again(db::Database& database);

}  // namespace minbar::store
