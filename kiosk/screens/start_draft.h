// What the steps of starting a petition share: how a draft opens, and the draft as the form that both ends check.
#pragma once

#include <vector>

#include "kiosk/context.h"
#include "kiosk/draft.h"
#include "kiosk/event.h"
#include "kiosk/state.h"
#include "sync/domain/petition_check.h"
#include "sync/domain/submission.h"

namespace minbar::kiosk {

inline constexpr int start_steps = 4;

// To the nearest collectivity that takes petitions; one does, or the way in is not shown.
[[nodiscard]] StartDraft opened_draft(const State& state, const Context& context);
void address(StartDraft& draft, const PlaceCode& addressee, const Content& content);
// What is written in one of the form's fields; the object's text for a field that is none of them.
[[nodiscard]] ui::TextEdit& text_of(StartDraft& draft, Field field);
[[nodiscard]] const ui::TextEdit& text_of(const StartDraft& draft, Field field);
[[nodiscard]] PetitionStart start_of(const StartDraft& draft);
[[nodiscard]] std::vector<FormGap> gaps_of(const StartDraft& draft);

}  // namespace minbar::kiosk
