// What the steps of a signature share: how a draft opens, and the draft as the form that both ends check.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/context.h"
#include "kiosk/draft.h"
#include "kiosk/event.h"
#include "sync/domain/petition_check.h"
#include "sync/domain/submission.h"

namespace minbar::kiosk {

inline constexpr int sign_steps = 5;

// With what the petition's collectivity has set now.
[[nodiscard]] SignDraft opened_signature(const Petition& petition, const Context& context);
// With the national id in its one way where it is one, else as typed.
[[nodiscard]] PetitionSignature signature_of(const SignDraft& draft);
// What it lacks, as the collectivity's settings ask.
[[nodiscard]] std::vector<FormGap> gaps_of(const SignDraft& draft);
// The first of them that is filled on this step; nothing: the step lets go on.
[[nodiscard]] std::optional<FormGap> first_gap(const SignDraft& draft, SignStep step);
// The step on which a gap is filled.
[[nodiscard]] SignStep sign_step_of(FormGap gap);

}  // namespace minbar::kiosk
