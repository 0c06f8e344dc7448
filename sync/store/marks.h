// Inside sync/store: what a reply says of backups and of what the collector lacks, and the days on which it was heard.
// The agent's side only. All within the transaction that applies the reply.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/seal/keys.h"
#include "sync/store/folder.h"
#include "sync/wire/messages.h"

namespace minbar::store {

// When a reply is applied. `talk` numbers the different days on which this collector was heard, by its own signed
// clock: whoever turns this machine's makes nothing old.
struct Moment {
  std::int64_t wall_ms = 0;
  std::int64_t talk = 0;
  bool keeps = true;  // false: the disk is too short for it, and what is acknowledged now goes at once
};

// Notes the day of `server_wall_ms`, as the reply has it.
[[nodiscard]] Result<Moment> moment_of_talk(db::Database& database, std::int64_t wall_ms, std::int64_t server_wall_ms);
// Keeps a mark that fits this kiosk's chain and goes beyond the one that is kept; what it covers goes later
// (drop_safe). One that does not fit is logged once. Any mark says that this collector makes backups.
[[nodiscard]] Result<void> take_mark(db::Database& database, const std::optional<wire::SafeMark>& mark,
                                     const Moment& now);
// Acknowledged records of these ranges that are sealed for `recipient`, and their recordings, wait again; a bounded
// number, the oldest first. Returns how many. Of what cannot be sent, because it is not here, a note is made (gone.h).
// The kept mark goes back before what is lacked at the centre.
[[nodiscard]] Result<std::size_t> wait_again(Folder& folder, const std::vector<wire::SequenceRange>& missing,
                                             const seal::KeyId& recipient);

}  // namespace minbar::store
