#include "kiosk/session/submission.h"

#include <utility>
#include <variant>

namespace minbar::kiosk {

std::int64_t time_of_record(const Seen& seen, std::int64_t exact_to_s) {
  return seen.context.wall_s - seen.context.wall_s % exact_to_s;
}

Submission submission(const RecordId& id, Body body, const Seen& seen, std::int64_t made_at_s) {
  // nobody's help is told of a rating
  const bool rated = std::holds_alternative<Rating>(body);
  return {.id = id,
          .place = seen.kiosk.station ? seen.kiosk.station->place : PlaceCode{},
          .language = seen.choices.language,
          .content_version = seen.context.content.version,
          .made_at_s = made_at_s,
          .assisted_by = rated ? std::nullopt : seen.choices.assisted_by,
          .body = std::move(body)};
}

}  // namespace minbar::kiosk
