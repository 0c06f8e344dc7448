#include "kiosk/features/petition/sign_ink.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "kiosk/features/petition/petition_parts.h"
#include "kiosk/features/petition/sign_draft.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

namespace {

constexpr int least_step = 4;  // units between two points of a stroke: a fingertip is no sharper

std::size_t points_in(const std::vector<InkStroke>& ink) {
  std::size_t out = 0;
  for (const auto& stroke : ink) out += stroke.size();
  return out;
}

bool is_near(const InkPoint& a, const InkPoint& b) {
  return std::abs(a.x - b.x) < least_step && std::abs(a.y - b.y) < least_step;
}

// What is past the bounds is not drawn: nobody's signature is. A stroke that found no room to begin has no room to go
// on.
void take(SignInk& screen, const event::Draw& pen) {
  auto& ink = screen.draft.ink;
  const bool full = points_in(ink) >= limits::signature_points;
  if (pen.begins) {
    screen.stroke_refused = full || ink.size() >= limits::signature_strokes;
    if (!screen.stroke_refused) ink.push_back({pen.at});
    return;
  }
  if (full || screen.stroke_refused || ink.empty()) return;
  if (!is_near(ink.back().back(), pen.at)) ink.back().push_back(pen.at);
}

}  // namespace

Outcome update(SignInk screen, const Seen&, const SignInk::Hears& event) {
  return std::visit(overloaded{[&](const event::Back&) -> Outcome {
                                 if (skips_home(screen.draft)) return {SignName{.draft = std::move(screen.draft)}};
                                 return {SignHome{.draft = std::move(screen.draft)}};
                               },
                               [&](const event::Draw& pen) -> Outcome {
                                 auto& pad = screen.draft.pad;
                                 pad = {std::max(pad.x, pen.edge.x), std::max(pad.y, pen.edge.y)};
                                 take(screen, pen);
                                 screen.asked_too_soon = false;
                                 return {std::move(screen)};
                               },
                               [&](const event::ClearInk&) -> Outcome {
                                 screen.draft.ink.clear();
                                 return {std::move(screen)};
                               },
                               [&](const event::Continue&) -> Outcome {
                                 if (!first_gap(screen.draft, SignStep::ink))
                                   return {SignReview{.draft = std::move(screen.draft)}};
                                 screen.asked_too_soon = true;
                                 return {std::move(screen)};
                               }},
                    event);
}

namespace {

Element drawn(const std::vector<InkStroke>& ink) {
  std::vector<std::vector<Point>> strokes;
  for (const auto& stroke : ink) {
    auto& points = strokes.emplace_back();
    for (const auto& point : stroke)
      points.push_back({static_cast<float>(point.x) / limits::signature_units,
                        static_cast<float>(point.y) / limits::signature_units});
  }
  return ui::ink(std::move(strokes)).with_color(ColorRole::ink);
}

// The line one signs on, as on paper.
Element signing_line() {
  return column(spacer(3), Element{}.with_height(0.5F).with_background(ColorRole::line), spacer());
}

}  // namespace

Element drawn_pad(const SignDraft& draft, float height_mm) {
  const auto& pad = draft.pad;
  const float share = pad.y > 0 ? static_cast<float>(pad.x) / static_cast<float>(pad.y) : 2;
  return layers(signing_line(), drawn(draft.ink)).with_height(height_mm).with_width(height_mm * share);
}

Element view(const SignInk& screen, const Look& look) {
  Element pad = layers(signing_line().with_padding(space::wide, 0),
                       drawn(screen.draft.ink).with_name("sign.pad").with_action(look.actions.add(event::Touched{})))
                    .with_background(ColorRole::surface)
                    .with_border(ColorRole::primary, 0.7F)
                    .with_radius(size::radius);
  const auto gap = first_gap(screen.draft, SignStep::ink);
  const bool tells = screen.asked_too_soon && gap;
  Element words = column().with_gap(space::near);
  if (!tells || !short_of_room(look.context))  // where room is short the head gives way to what is missing
    words.add(
        step_title(look, sign_steps(screen.draft) - 1, "sign.ink.title", "sign.ink.help", sign_steps(screen.draft)));
  const bool cramped = largest(look.context) && tight(look.context);
  if (cramped && !words.children.empty()) words.children.back().children.pop_back();  // its help, for the pad
  if (tells) words.add(remark(look, gap_word(*gap)));
  Element clear =
      row(spacer(),
          button(look, {.key = "sign.ink.clear", .event = event::ClearInk{}, .icon = "undo", .icon_alone = cramped}));
  const float height = std::min(144.0F, look.context.panel.height_mm() * 0.42F);
  Element pad_at_hand = column(Element(pad).with_height(height), clear).with_gap(space::near);
  Element close = column(Element(words), std::move(pad).with_grow(), std::move(clear)).with_gap(space::near);
  Element body = fitting(standing(look, {.head = std::move(words), .hands = std::move(pad_at_hand)}), std::move(close));
  return page(
      look, std::move(body),
      {.out = back(look),
       .on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::petition
