// Why a frame from a kiosk got no frame back: the HTTP status that says it to the agent, words for a person, and how
// long to wait. Given by sync and enrolment; used by the HTTP endpoints and by in-process exchanges.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "sync/base/bytes.h"
#include "sync/base/result.h"

namespace minbar::collector {

struct Refusal {
  int status = 500;
  std::string words;  // one English sentence for an operator; never of a citizen
  std::optional<std::int64_t> retry_after_s;
  Bytes frame = {};  // what is sent in the words' place, where the agent can believe it (signed_refusals.h)
  bool operator==(const Refusal&) const = default;
};

using FrameAnswer = tl::expected<Bytes, Refusal>;

// The status PROTOCOL.md, section 8, gives this error; words of 5xx are always the same, so that they tell nothing of
// the collector's inside. Whoever refuses logs the error's code.
[[nodiscard]] Refusal refusal_of(const Error& error);
// The same for what the database says of a frame that was well made: never that its kiosk did wrong, which would make
// it stop.
[[nodiscard]] Refusal refusal_of_storage(const Error& error);

// Logged, and as it is told: of a request that is not as it has to be.
[[nodiscard]] tl::unexpected<Refusal> refused(const Error& error);
// Of a request that is well made: nothing that its kiosk did.
[[nodiscard]] tl::unexpected<Refusal> unable(const Error& error);

}  // namespace minbar::collector
