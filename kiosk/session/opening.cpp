#include "kiosk/session/opening.h"

#include <algorithm>

namespace minbar::kiosk {

std::optional<Opening> opening_now(const Kiosk& kiosk, const Content& content, std::int64_t wall_s) {
  if (!kiosk.station || wall_s < content.made_at_s) return std::nullopt;
  return content.hours.at(content.places.lineage(kiosk.station->place), kiosk.station->zone, wall_s);
}

std::optional<Opening> closed_now(const Kiosk& kiosk, const Content& content, std::int64_t wall_s) {
  auto opening = opening_now(kiosk, content, wall_s);
  return opening && !opening->open ? opening : std::nullopt;
}

bool offers(const Choices& choices, std::string_view door) {
  if (choices.assisted_by && door == "rate") return false;
  return !choices.only_doors ||
         std::find(choices.only_doors->begin(), choices.only_doors->end(), door) != choices.only_doors->end();
}

const Campaign* campaign_of(const Choices& choices, const Content& content) {
  return choices.campaign ? find_campaign(content.campaigns, *choices.campaign) : nullptr;
}

}  // namespace minbar::kiosk
