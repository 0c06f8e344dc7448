#include "kiosk/screens/faces.h"

#include <algorithm>

#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(Faces screen, const State& state, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {Services{}};
  const auto* chosen = std::get_if<event::ChooseFace>(&event);
  if (chosen == nullptr) return {std::move(screen)};
  RatingDraft draft{
      .id = context.fresh_id,
      .service = std::move(screen.service),
      .satisfaction = chosen->satisfaction,
      .reasons = {},
      .comment = {},
      .soon_after_another = state.last_rating_ms && context.now_ms - *state.last_rating_ms < limits::repeat_within_ms};
  return {Reasons{.draft = std::move(draft)}};
}

namespace {

// Beside each other where words fit under the faces, else below each other with the words beside them.
Element answer(const Look& look, Satisfaction satisfaction, bool upright) {
  const float room = content_width_mm(look.context);
  const float size =
      upright ? std::min(46.0F, (room - 4 * space::near) / 5 - 2 * space::tight) : (low(look.context) ? 16.0F : 22.0F);
  auto label = word(look, face_key(satisfaction),
                    {.role = TextRole::label, .align = upright ? TextAlign::center : TextAlign::start});
  Element e =
      upright
          ? column(face(satisfaction, size), std::move(label)).with_gap(space::near).with_align(Align::center)
          : row(face(satisfaction, size), std::move(label).with_grow()).with_gap(space::step).with_align(Align::center);
  return std::move(e)
      .with_name("face." + std::to_string(static_cast<int>(satisfaction)))
      .with_padding(upright ? space::tight : space::step, upright ? space::step : space::hair)
      .with_background(ColorRole::surface)
      .with_border(ColorRole::line, 0.4F)
      .with_radius(size::radius * 1.5F)
      .with_action(look.actions.add(event::ChooseFace{satisfaction}));
}

}  // namespace

Element view(const Faces& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const bool upright = !tight(context);
  std::vector<Element> answers;
  for (auto it = all_satisfactions.rbegin(); it != all_satisfactions.rend(); ++it)
    answers.push_back(answer(look, *it, upright));
  auto faces = grid(upright ? 5 : 1, std::move(answers)).with_gap(upright ? space::near : space::tight);
  Element body = column(service_line(look, screen.service),
                        word(look, "rate.faces.title", {.role = upright ? TextRole::display : TextRole::title}))
                     .with_gap(space::near);
  if (upright) {
    body.add(word(look, "rate.faces.help", {.color = ColorRole::ink_soft}));
    body.add(spacer(0.5F));
    body.add(std::move(faces));
    body.add(spacer());
    body.add(ornament(look));
  } else {
    body.add(std::move(faces).with_grow());
  }
  return page(look, std::move(body), {back(look), start_again(look), spacer()});
}

}  // namespace minbar::kiosk::screen
