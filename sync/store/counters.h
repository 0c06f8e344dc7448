// Inside sync/store: numbers in the shared file that the other program may have written, and rows that it may have
// deleted. A wrong number misleads whoever reads it; it stops nothing.
#pragma once

#include "sync/base/result.h"

namespace minbar::store {

// Of a column `waiting`, as SQL: no number ends the addition.
#define MINBAR_ONE_MORE "min(max(0, waiting), 1000000000) + 1"

[[nodiscard]] inline tl::unexpected<Error> missing_row() {
  return fail(Errc::corrupt, "the shared database lacks a row that both programs need: it is made when it is opened");
}

}  // namespace minbar::store
