// Between "send" and the receipt: the draft is being made durable, or could not be. The draft stays here until it is.
#pragma once

#include <optional>
#include <variant>

#include "kiosk/draft.h"
#include "kiosk/effect.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Saving {
  std::variant<Draft, RatingDraft, SignDraft, StartDraft> draft;
  std::optional<Errc> failed = {};  // why the last try failed; nothing while a try runs
  int page = 0;
};

// The effect that saves this draft; the same draft gives the same id and code every time.
[[nodiscard]] Save save(const Draft& draft, const State& state, std::int64_t wall_s, std::int64_t content_version);
[[nodiscard]] Save save(const RatingDraft& draft, const State& state, std::int64_t wall_s,
                        std::int64_t content_version);
[[nodiscard]] Save save(const SignDraft& draft, const State& state, std::int64_t wall_s, std::int64_t content_version);
[[nodiscard]] Save save(const StartDraft& draft, const State& state, std::int64_t wall_s, std::int64_t content_version);
[[nodiscard]] Save save(const Saving& saving, const State& state, std::int64_t wall_s, std::int64_t content_version);
[[nodiscard]] RecordId id_of(const Saving& saving);

[[nodiscard]] Outcome update(Saving screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Saving& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
