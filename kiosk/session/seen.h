// All that a feature may look at besides its own screen: the kiosk, which outlives sessions; what this session chose;
// and the context. Features read these and never write them: a change goes out with a step (outcome.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/session/context.h"
#include "kiosk/session/station.h"
#include "sync/domain/ids.h"
#include "sync/domain/petitions/petition_count.h"

namespace minbar::kiosk {

// What survives a session. Nothing of it says anything about a citizen.
struct Kiosk {
  std::optional<Station> station = {};
  bool full = false;                                // a save found no room
  bool microphone = false;                          // one is there: speaking is offered
  std::optional<ServiceId> one_service = {};        // this kiosk stands beside one counter and asks about nothing else
  std::vector<PetitionCount> petition_counts = {};  // as last heard
  std::vector<ServiceId> services_by_use = {};      // the most rated here first; it changes once a day at most
  std::optional<std::int64_t> last_rating_ms = {};  // monotonic: when a face was last touched
};

// What was chosen since the session began; it ends with the session.
struct Choices {
  Language language = Language::ar;
  std::optional<std::size_t> text_size = {};                // of ui::text_scales; else the kiosk's own
  bool alphabetical = false;                                // the order of the keys
  std::optional<std::vector<std::string>> only_doors = {};  // begun while the office was closed: what the menu has then
  std::optional<std::string> campaign = {};                 // that ran when it began
  std::optional<BadgeId> assisted_by = {};                  // whose help the citizen accepted
};

struct Seen {
  const Kiosk& kiosk;
  const Choices& choices;
  const Context& context;
};

}  // namespace minbar::kiosk
