// What every program of Minbar asks of the kernel before it does anything: that its memory, which holds keys and words,
// is its own. Used by the three mains, as their first line.
#pragma once

namespace minbar {

// From now on no other process of this user reads this one's memory, no debugger follows it, and a crash leaves no core
// file. Whoever has the machine's root may still do all of it.
void refuse_inspection();

}  // namespace minbar
