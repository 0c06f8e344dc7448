// Inside sync/wire: a kiosk's place as JSON, which an enrolment's reply and a sync's reply both carry.
#pragma once

#include "sync/wire/json.h"
#include "sync/wire/messages.h"

namespace minbar::wire {

inline constexpr std::size_t longest_place_code = 64;  // bytes, as in a body

[[nodiscard]] JsonWriter json_of(const Place& place);
// Errors: bad_input, also for an empty code.
[[nodiscard]] Result<Place> place_from(const JsonReader& json);

}  // namespace minbar::wire
