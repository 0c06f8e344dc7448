// What a kiosk says of the newest answer that it holds. One that is not here was given by this collector before an
// older backup was restored: its number is not given again, and people are told. Used where a request of a kiosk is
// kept.
#pragma once

#include <cstdint>

#include "sync/base/result.h"
#include "sync/collector/intake/request_note.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

struct NewestAnswer {
  DeviceId device;
  std::int64_t sequence = 0;  // 0: it holds none
  std::int64_t at_ms = 0;     // when it said so, UTC, by the collector's clock
};
// Inside the writer's transaction. Numbers go on above it, but no further than limits::answers_ahead from the last
// answer that was given here: a stolen kiosk must not burn them all. Table newer_answers has the kiosk until it holds
// an answer that is here.
[[nodiscard]] Result<void> note_newest_answer(db::Database& database, const NewestAnswer& newest);
// The same for what each request says.
[[nodiscard]] RequestNote newest_answer_note();

}  // namespace minbar::collector
