// Inside sync/db: memory that programs share over a file is really on the disk before it is written through. SQLite
// makes its -shm longer by writing one byte into each 4 KiB of it. Where a block of the file system is smaller the rest
// stays a hole, and on a full disk the first touch of a hole ends the program by SIGBUS. With this each 4 KiB is
// allocated whole, or the call fails, which is the error `full`.
#pragma once

namespace minbar::db::detail {

// Before the first connection of the process; again does nothing. A SQLite whose file layer has no such calls to
// replace goes on as it is.
void allocate_whole_blocks();

}  // namespace minbar::db::detail
