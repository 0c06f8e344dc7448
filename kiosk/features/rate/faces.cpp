#include "kiosk/features/rate/faces.h"

#include <algorithm>

#include "kiosk/features/rate/record.h"
#include "kiosk/features/rate/subject.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/trust_parts.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::rate {

using namespace ui;
using namespace parts;

namespace {

Outcome way_back(Faces screen) {
  const auto* commitment = std::get_if<CommitmentId>(&screen.subject);
  if (commitment == nullptr) return {Services{}};
  auto from = screen.from.value_or(std::optional<Completion>{});
  return {Leave{door::Commitment{{.id = *commitment, .from = std::move(from)}}}};
}

bool is_soon_after_another(const Seen& seen) {
  const auto& last_ms = seen.kiosk.last_rating_ms;
  return last_ms && seen.context.now_ms - *last_ms < limits::repeat_within_ms;
}

Outcome rated(Faces screen, Satisfaction satisfaction, const Seen& seen) {
  Draft draft{.id = seen.context.fresh_id,
              .subject = std::move(screen.subject),
              .satisfaction = satisfaction,
              .reasons = {},
              .comment = {},
              .soon_after_another = is_soon_after_another(seen)};
  // beside a counter nothing follows the face
  auto kept = keep_draft(draft, seen);
  Outcome outcome = seen.kiosk.one_service ? Outcome(keep(draft, seen))
                                           : Outcome(Keeping{.draft = std::move(draft)}, {std::move(kept)});
  outcome.rating_begun = true;
  return outcome;
}

}  // namespace

Outcome update(Faces screen, const Seen& seen, const Faces::Hears& event) {
  return std::visit(overloaded{[&](const event::Back&) -> Outcome {
                                 if (seen.kiosk.one_service) return {std::move(screen)};
                                 return way_back(std::move(screen));
                               },
                               [&](const event::ChooseFace& chosen) -> Outcome {
                                 return rated(std::move(screen), chosen.satisfaction, seen);
                               }},
                    event);
}

namespace {

// Of a face's card when all stand beside each other, and what the longest word under a face needs in the default size.
float card_mm(const Context& context) { return (page_width_mm(context) - 4 * space::tight) / 5; }
constexpr float longest_word_mm = 30;

// Beside each other on a wide panel where words fit under the faces, else in full rows with the words beside them.
bool stand_upright(const Context& context) {
  return landscape(context) && card_mm(context) - 2 * space::hair >= longest_word_mm * context.panel.text_scale;
}

Element upright(const Look& look, Satisfaction satisfaction) {
  const float size = std::min(62.0F, card_mm(look.context) - 2 * space::tight);
  return column(face(satisfaction, size),
                word(look, face_key(satisfaction), {.role = TextRole::label, .align = TextAlign::center}))
      .with_gap(space::near)
      .with_align(Align::center)
      .with_justify(Justify::center)
      .with_padding(space::hair, space::step);
}

Element lying(const Look& look, Satisfaction satisfaction) {
  const bool tall = !low(look.context) && !landscape(look.context);
  const float size = tall ? 34.0F : 16.0F;
  return row(face(satisfaction, size),
             word(look, face_key(satisfaction), {.role = tall ? TextRole::heading : TextRole::label}).with_grow())
      .with_gap(space::step)
      .with_align(Align::center)
      .with_padding(space::step, space::hair);
}

Element answer(const Look& look, Satisfaction satisfaction) {
  return (stand_upright(look.context) ? upright(look, satisfaction) : lying(look, satisfaction))
      .with_name("face." + std::to_string(static_cast<int>(satisfaction)))
      .with_background(ColorRole::surface)
      .with_border(ColorRole::line, 0.4F)
      .with_radius(size::radius * 1.5F)
      .with_action(look.actions.add(event::ChooseFace{satisfaction}));
}

}  // namespace

Element view(const Faces& screen, const Look& look) {
  const bool beside = stand_upright(look.context);
  std::vector<Element> answers;
  for (auto it = all_satisfactions.rbegin(); it != all_satisfactions.rend(); ++it) answers.push_back(answer(look, *it));
  auto faces = grid(beside ? 5 : 1, std::move(answers)).with_gap(space::tight);
  const bool of_service = std::holds_alternative<ServiceId>(screen.subject);
  const bool close = largest(look.context) && tight(look.context);  // five rows leave little
  Element head = column().with_gap(close ? space::hair : space::near);
  // The title of a commitment is long, and was on the screen before: where faces need the room, they have it.
  if (of_service || !short_of_room(look.context)) head.add(subject_line(look, screen.subject));
  head.add(word(look, of_service ? "rate.faces.title" : "rate.commitment.title",
                {.role = beside  ? TextRole::display
                         : close ? TextRole::heading
                                 : TextRole::title}));
  if (beside) head.add(word(look, "rate.faces.help", {.color = ColorRole::ink_soft}));
  Element body =
      beside
          ? column(
                standing(look, {.head = std::move(head), .hands = column(std::move(faces)), .broad = true}).with_grow())
          : column(std::move(head), std::move(faces).with_grow()).with_gap(space::near);
  if (look.kiosk.one_service && has_notice(look.kiosk)) body.add(notice_mark(look));
  if (look.kiosk.one_service) return page(look, std::move(body));
  return page(look, std::move(body), {.out = back(look)});
}

}  // namespace minbar::kiosk::rate
