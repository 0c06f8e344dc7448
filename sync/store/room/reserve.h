// Inside sync/store: the file `reserve` in the shared folder, blocks that are really allocated and hold nothing. When
// something else has filled the disk to its last block, one of the two programs gives it up, so that a database can be
// opened and a reply be applied, and what was delivered makes room. Either makes it, with mode 0660 in a folder of
// their group, and either may remove it. What a citizen says never takes it: for that there is a reserve of the kiosk's
// own (drafts.h).
#pragma once

#include <cstdint>
#include <filesystem>

namespace minbar::store {

// Bytes that a reserve would still take of this folder's disk; 0: it is there, or the disk is too small for one.
[[nodiscard]] std::int64_t reserve_lacks(const std::filesystem::path& folder);
// A disk of less than four reserves gets none.
[[nodiscard]] bool has_use_for_reserve(const std::filesystem::path& folder);
// Where there is none and the disk has room for it and for what is said besides. Says whether it is there now.
bool make_reserve(const std::filesystem::path& folder);
// Only when the disk itself is short, not a database's bound. True: there was one, and its blocks are free now.
bool give_up_reserve(const std::filesystem::path& folder);

}  // namespace minbar::store
