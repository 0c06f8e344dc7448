// Sets of places in a chain, as ranges in order and without overlap. Pure; used where the collector judges what it
// lacks and what a kiosk still has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sync/wire/messages.h"

namespace minbar::collector {

using Ranges = std::vector<wire::SequenceRange>;

// Any ranges, put in order; what overlaps or touches becomes one.
[[nodiscard]] Ranges merged(Ranges ranges);
// What of `ranges` is in none of `others`.
[[nodiscard]] Ranges without(const Ranges& ranges, const Ranges& others);
// What of `ranges` is in one of `others` too.
[[nodiscard]] Ranges within(const Ranges& ranges, const Ranges& others);
// How many places.
[[nodiscard]] std::int64_t length_of(const Ranges& ranges);
// Where the range ends that has `sequence`; 0: none has it.
[[nodiscard]] std::int64_t end_of(const Ranges& ranges, std::int64_t sequence);
// The first of them, no more ranges and no more places than that.
[[nodiscard]] Ranges first_of(const Ranges& ranges, std::size_t most_ranges, std::int64_t most_places);
// "5-7,9-9"
[[nodiscard]] std::string text_of(const Ranges& ranges);

}  // namespace minbar::collector
