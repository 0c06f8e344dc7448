// Why a kiosk's request got no reply, logged and as it is told. Used by the functions that answer one.
#pragma once

#include <tl/expected.hpp>

#include "sync/collector/intake/refusal.h"

namespace minbar::collector {

// Of a request that is not as it has to be.
[[nodiscard]] tl::unexpected<Refusal> refused(const Error& error);
// Of a request that is well made: nothing that its kiosk did.
[[nodiscard]] tl::unexpected<Refusal> unable(const Error& error);

}  // namespace minbar::collector
