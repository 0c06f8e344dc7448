// A machine whose disk was copied becomes a kiosk of its own: another record key and another chain, while what it has
// said stays in its outbox and goes on to the collector under the key that signed it. Rows of the former chain get
// sequences below 0, in their order: they go first, and nothing that is said of places of the present chain is about
// them. The kiosk begins the chain, the agent then makes itself a transport key and is enrolled anew.
#pragma once

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
// From now on `chain` goes on from its beginning and `key` signs. What the collector has and is not known to be in a
// backup waits again: it is named by the same bytes and does not double. A second call with the same chain only claims
// the key.
[[nodiscard]] Result<void> begin_chain(Folder& folder, const ChainId& chain, const seal::RecordPublicKey& key);
// Before an enrolment: whether the collector said that this record key is another kiosk's.
[[nodiscard]] Result<bool> is_key_taken(Folder& folder, const seal::RecordPublicKey& key);

// --- the agent's side
[[nodiscard]] Result<void> note_taken_key(Folder& folder, const seal::RecordPublicKey& key);
[[nodiscard]] Result<void> note_anew(Folder& folder, Anew state);

// --- what becomes of the rows of the former chain; each within a transaction of the caller
// After each reply: once the collector has all of them, a mark of the present chain that goes further than this chain
// went now covers them: whatever backup has a record that was made later has them too.
[[nodiscard]] Result<void> settle_former(db::Database& database);
// Whether they are covered by this mark of the present chain.
[[nodiscard]] Result<bool> is_former_safe(db::Database& database, std::int64_t mark);
// The collector went back to an older backup: it may lack them, and cannot ask for them by number.
[[nodiscard]] Result<void> former_waits_again(db::Database& database);

}  // namespace minbar::store
