// The screens on which no session runs, as what outlives a frame of each and what each hears.
#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>

#include "kiosk/session/event.h"
#include "kiosk/session/one_of.h"
#include "kiosk/session/outcome.h"

namespace minbar::kiosk::rest {

struct OutOfOrder {
  enum class Why : std::uint8_t { not_enrolled, broken, full, refused };
  Why why = Why::not_enrolled;
  int page = 0;
};

struct Attract {
  using Hears = std::variant<event::Begin, event::Tick>;
  std::size_t slide = 0;
  std::int64_t turns_at_ms = 0;  // monotonic: when the next one comes; 0: not set yet
};

struct Enrolled {
  using Hears = std::variant<event::FingerprintSeen>;
  int page = 0;
};

using Screen = OneOf<OutOfOrder, Attract, Enrolled>;

using Outcome = kiosk::Outcome<Screen>;

}  // namespace minbar::kiosk::rest

namespace minbar::kiosk {

extern template struct OneOf<rest::OutOfOrder, rest::Attract, rest::Enrolled>;

}  // namespace minbar::kiosk
