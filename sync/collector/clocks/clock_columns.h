// The columns of a row of clock_spans, and the value that they are. Used inside this folder.
#pragma once

#include <string_view>

#include "sync/collector/clocks/clock_span.h"
#include "sync/db/value.h"

namespace minbar::collector {

inline constexpr std::string_view span_columns =
    "number, last_number, first_head, last_head, run, boot, wall_less_mono_ms, first_mono_ms, last_mono_ms, "
    "zero_from_ms, zero_until_ms, received_at_ms";
[[nodiscard]] ClockSpan span_of(const db::Row& row, std::size_t column = 0);

}  // namespace minbar::collector
