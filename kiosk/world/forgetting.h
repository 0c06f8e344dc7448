// What a session leaves in memory that no object holds any more: freed blocks, dead stack frames. Used by run.cpp at
// the start and by both threads when a session's words have gone.
#pragma once

namespace minbar::kiosk {

// From now on every freed block is overwritten. Call before the first word is typed.
void scribble_freed_memory();

// Gives the system back what a session took and no longer holds: its caches lie scattered over the heap, so that less
// of it shrinks by itself.
void return_freed_memory();

// Overwrites what earlier calls left below the caller's frame on this thread's stack.
void scrub_stack();

}  // namespace minbar::kiosk
