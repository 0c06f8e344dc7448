// Inside sync/store: the shared file gets smaller with what goes from it. SQLite leaves free pages where they are; a
// file that was made for it can be cut by some at a time, while citizens write between. A file of before is made anew
// once.
#pragma once

#include <cstdint>
#include <filesystem>

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/db/database.h"

namespace minbar::store {

[[nodiscard]] Result<bool> can_be_cut(db::Database& database);
// Free pages but for `left` go from the end of the file, in transactions of their own; none after limits::shrinking_ms.
// How many went. Of a file that cannot be cut none goes. The file itself is shorter after the next checkpoint.
[[nodiscard]] Result<std::int64_t> cut_free_pages(db::Database& database, std::int64_t left, const Clock& clock);
// Makes a file anew that cannot be cut: once in its life, while nobody speaks. Left as it is, for the next start, when
// what it holds is more than limits::made_anew_bytes, when the disk is short for it, or when it takes longer than
// limits::made_anew_ms. Says whether it can be cut now.
[[nodiscard]] Result<bool> make_it_cuttable(db::Database& database, const std::filesystem::path& folder,
                                            const Clock& clock);

}  // namespace minbar::store
