#include "kiosk/features/rate/reasons.h"

#include <algorithm>

#include "kiosk/features/rate/record.h"
#include "kiosk/features/rate/subject.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::rate {

using namespace ui;
using namespace parts;

namespace {

void toggle(std::vector<ReasonId>& reasons, const ReasonId& reason) {
  const auto found = std::find(reasons.begin(), reasons.end(), reason);
  if (found == reasons.end()) {
    reasons.push_back(reason);
  } else {
    reasons.erase(found);
  }
}

Outcome changed(Reasons screen, const Seen& seen) {
  auto kept = keep_draft(screen.draft, seen);
  return {std::move(screen), {std::move(kept)}};
}

}  // namespace

Outcome update(Reasons screen, const Seen& seen, const Reasons::Hears& event) {
  return std::visit(
      overloaded{[&](const event::ChooseFace& other) -> Outcome {
                   screen.draft.satisfaction = other.satisfaction;
                   return changed(std::move(screen), seen);
                 },
                 [&](const event::ToggleReason& toggled) -> Outcome {
                   toggle(screen.draft.reasons, toggled.reason);
                   return changed(std::move(screen), seen);
                 },
                 [&](const event::WriteComment&) -> Outcome { return {Comment{.draft = std::move(screen.draft)}}; },
                 [&](const event::Send&) -> Outcome { return {keep(screen.draft, seen)}; },
                 [&](const event::DraftKept& kept) -> Outcome {
                   screen.draft.on_disk = screen.draft.on_disk || kept.id == screen.draft.id;
                   return {std::move(screen)};
                 }},
      event);
}

namespace {

// The answer given, and the way to another one: a slip of the finger is mended here.
Element answers(const Look& look, const Draft& draft) {
  Element faces = row().with_gap(space::tight).with_justify(Justify::center);
  for (auto it = all_satisfactions.rbegin(); it != all_satisfactions.rend(); ++it) {
    const bool chosen = *it == draft.satisfaction;
    faces.add(layers(face(*it, chosen ? 17.0F : 13.0F))
                  .with_align(Align::center)
                  .with_name("face." + std::to_string(static_cast<int>(*it)))
                  .with_height(21)
                  .with_grow()
                  .with_max_width(34)
                  .with_background(chosen ? ColorRole::primary_soft : ColorRole::surface)
                  .with_border(chosen ? ColorRole::primary : ColorRole::line, chosen ? 0.9F : 0.4F)
                  .with_radius(size::radius)
                  .with_action(look.actions.add(event::ChooseFace{*it})));
  }
  return faces;
}

Element reason_chip(const Look& look, const minbar::Reason& reason, bool chosen) {
  return row(icon(look, chosen ? "check_box" : "check_box_outline_blank", ColorRole::primary, 9),
             worded("reason.name", reason.name.in(look.choices.language), {.role = TextRole::label}).with_grow(),
             icon(look, reason.icon, ColorRole::primary, 8))
      .with_name("reason." + reason.id.value)
      .with_gap(space::tight)
      .with_align(Align::center)
      .with_padding(space::near, space::tight)
      .with_min_height(tight(look.context) ? size::button + 2 : 26.0F)
      .with_background(chosen ? ColorRole::primary_soft : ColorRole::surface)
      .with_border(chosen ? ColorRole::primary : ColorRole::line, chosen ? 0.7F : 0.4F)
      .with_radius(size::radius)
      .with_action(look.actions.add(event::ToggleReason{reason.id}));
}

Element comment_card(const Look& look, const Draft& draft) {
  auto line = draft.comment.text.empty()
                  ? word(look, "rate.comment.add", {.role = TextRole::label, .color = ColorRole::primary})
                  : quoted(look, "chosen.comment", draft.comment.text, {.max_lines = 3});
  return row(icon(look, "edit", ColorRole::primary, 9), std::move(line).with_grow(),
             forward_icon(look, ColorRole::primary))
      .with_name("rate.comment.add")
      .with_gap(space::near)
      .with_align(Align::center)
      .with_padding(space::near, space::tight)
      .with_min_height(tight(look.context) ? size::button + 2 : 26.0F)
      .with_background(ColorRole::surface)
      .with_border(ColorRole::primary, 0.5F)
      .with_radius(size::radius)
      .with_action(look.actions.add(event::WriteComment{}));
}

}  // namespace

Element view(const Reasons& screen, const Look& look) {
  const auto& services = look.context.content.services;
  const auto* id = std::get_if<ServiceId>(&screen.draft.subject);
  std::vector<Element> chips;  // a commitment has none
  if (const auto* service = id != nullptr ? services.find(*id) : nullptr)
    for (const auto& reason_id : service->reasons) {
      const auto& chosen = screen.draft.reasons;
      if (const auto* reason = services.find(reason_id))
        chips.push_back(reason_chip(look, *reason, std::find(chosen.begin(), chosen.end(), reason_id) != chosen.end()));
    }
  Element head = column(subject_line(look, screen.draft.subject),
                        title(look, id != nullptr ? "rate.reasons.title" : "rate.commitment.more",
                              screen.draft.on_disk ? "rate.reasons.help" : "rate.reasons.unkept"))
                     .with_gap(space::near);
  Element hands = column(answers(look, screen.draft)).with_gap(space::step);
  if (!chips.empty()) hands.add(grid(columns_for(look.context, 80), std::move(chips)).with_gap(space::tight));
  hands.add(comment_card(look, screen.draft));
  Element body = composed(look, {.head = std::move(head), .hands = std::move(hands)});
  return page(
      look, std::move(body),
      {.on = button(look, {.key = "rate.done", .rank = Rank::primary, .event = event::Send{}, .icon = "check"})});
}

}  // namespace minbar::kiosk::rate
