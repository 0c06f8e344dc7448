// Inside sync/store/salvage: of which places of the kiosk's chain there is no row, and what became of each: it has
// shrunk (room/settling.h), it was known to be lost, or it is missing now. A row that is not there tells none of that;
// the counts beside the rows do.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/store/salvage/readable.h"
#include "sync/wire/messages.h"

namespace minbar::store {

using Places = std::vector<wire::SequenceRange>;  // in order, without overlap

// As the row of table keeping has it.
struct Shrunk {
  std::int64_t dropped_to = 0;
  std::int64_t to = 0;         // the highest place that has shrunk
  std::int64_t places = 0;     // how many have
  std::int64_t delivered = 0;  // records of whatever chain
  std::int64_t set_aside = 0;  // the same
  std::int64_t lost = 0;       // places of which nothing is left though they have not shrunk
};

struct Reckoned {
  Shrunk shrunk{};          // as it is now
  Places gone{};            // every missing one is among them; where it cannot be told which are, some that have shrunk
  bool knows_lost = false;  // the row of table keeping is there
  std::int64_t missing = 0;  // that were not known to be lost; with the rows of former chains (anew.h)
};

// Whether these records of the chain, with what has shrunk and what was known to be lost, are all up to `last`. Without
// the row that counts them nobody can tell, and they are not.
[[nodiscard]] bool is_all_there(const Readable& readable, std::int64_t records, std::int64_t last);
// `fresh` has all records that came over, `last` is the chain's newest place.
[[nodiscard]] Result<Reckoned> reckon(db::Database& fresh, const Readable& readable, std::int64_t last);

}  // namespace minbar::store
