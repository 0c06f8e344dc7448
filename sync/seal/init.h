// Must be called once in every program's (and test's) main path before anything else of seal; cheap to call again and
// safe from any thread. Every other function of seal that needs it calls it too, so forgetting it is not a hole.
#pragma once

namespace minbar::seal {

// A machine on which libsodium cannot start is a broken invariant.
void init();

}  // namespace minbar::seal
