// What a rating becomes: one more in a multiset without order. Given to intake when the collector is wired.
#pragma once

#include "sync/collector/intake/deriver.h"

namespace minbar::collector {

[[nodiscard]] Deriver<Rating> rating_deriver();

}  // namespace minbar::collector
