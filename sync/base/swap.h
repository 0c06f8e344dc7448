// What of a program's memory the system may lay on a disk in the clear, where it outlives every session. Asked at the
// start of the programs that run for long, and said as an event: nothing is refused because of it. It reads some small
// files of the kernel and changes nothing.
#pragma once

#include <filesystem>

namespace minbar {

// Whether some swap that is in use lies on a disk in the clear. Memory that is compressed (zram without a disk behind
// it) and what dm-crypt holds are fine; what cannot be judged is not. `root`: where /proc and /sys are.
[[nodiscard]] bool swaps_in_the_clear(const std::filesystem::path& root = "/");

// Whether this user may keep a page from swap at all.
[[nodiscard]] bool may_lock_memory();

// Log event keys_not_locked: for every program that holds a key.
void say_if_keys_may_be_swapped();
// Log event swap_not_encrypted: for programs that hold what citizens say.
void say_if_words_may_be_swapped();

}  // namespace minbar
