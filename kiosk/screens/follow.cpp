#include "kiosk/screens/follow.h"

#include <algorithm>
#include <string_view>

#include "kiosk/screens/code_pad.h"
#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

namespace {

bool is_full(const Follow& screen) { return std::find(screen.code.begin(), screen.code.end(), 0) == screen.code.end(); }

std::string_view text_of(const Follow& screen) { return {screen.code.data(), screen.code.size()}; }

std::vector<Badge> badges_here(const State& state, const Content& content) {
  return state.station ? badges_at(content.badges, state.station->place, content.places) : std::vector<Badge>();
}

Outcome search(Follow screen, const State& state, const Context& context) {
  const auto code = parse_receipt_code(text_of(screen));
  if (!code) {
    screen.remark = Follow::Remark::mistyped;
    return {screen};
  }
  screen.asked = context.fresh_id;
  if (screen.of == Follow::Of::badge)
    return {screen, {CheckBadge{context.fresh_id, *code, badges_here(state, context.content)}}};
  return {screen, {LookUp{.ask = context.fresh_id, .code = *code}}};
}

// A change of the code: what was said about it, or asked with it, holds no longer.
void changed(Follow& screen) {
  screen.remark = Follow::Remark::none;
  screen.asked.reset();
}

Outcome type(Follow screen, std::string_view letters, const State& state, const Context& context) {
  const auto characters = code_pad::characters_in(letters);
  if (characters.empty() || screen.at == Follow::length) return {screen};
  changed(screen);
  for (const char c : characters)
    if (screen.at < Follow::length) screen.code.at(screen.at++) = c;
  return is_full(screen) ? search(screen, state, context) : Outcome{screen};
}

Outcome found(Follow screen, const event::Found& answer) {
  if (screen.asked != answer.ask) return {screen};
  if (answer.trail) return {Became{.trail = *answer.trail}};
  screen.asked.reset();
  screen.remark = Follow::Remark::failed;
  return {screen};
}

Outcome checked(Follow screen, const event::BadgeChecked& answer) {
  if (screen.asked != answer.ask) return {screen};
  if (answer.badge) return {Assist{.badge = *answer.badge}};
  screen.asked.reset();
  screen.remark = Follow::Remark::failed;
  return {screen};
}

}  // namespace

Outcome update(Follow screen, const State& state, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {Menu{}};
  if (const auto* answer = std::get_if<event::Found>(&event)) return found(screen, *answer);
  if (const auto* answer = std::get_if<event::BadgeChecked>(&event)) return checked(screen, *answer);
  if (const auto* typed = std::get_if<event::Type>(&event)) return type(screen, typed->letters, state, context);
  if (std::holds_alternative<event::Continue>(event) && is_full(screen) && !screen.asked)
    return search(screen, state, context);
  if (std::holds_alternative<event::Erase>(event) && screen.at > 0) {
    changed(screen);
    screen.code.at(--screen.at) = 0;
  }
  if (const auto* move = std::get_if<event::MovePlace>(&event)) {
    const auto at = static_cast<int>(screen.at) + move->places;
    screen.at = static_cast<std::size_t>(std::clamp(at, 0, static_cast<int>(Follow::length)));
  }
  return {screen};
}

namespace {

// What there is to say under the code.
Element said(const Look& look, const Follow& screen) {
  if (screen.asked)
    return row(icon(look, "hourglass_empty", ColorRole::primary, 9), word(look, "follow.looking"))
        .with_gap(space::near)
        .with_align(Align::center)
        .with_justify(Justify::center);
  if (screen.remark == Follow::Remark::mistyped) return remark(look, "follow.mistyped");
  if (screen.remark == Follow::Remark::failed)
    return remark(look, screen.of == Follow::Of::badge ? "badge.unknown" : "follow.failed");
  return column();
}

}  // namespace

Element view(const Follow& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const bool badge = screen.of == Follow::Of::badge;
  const std::string_view head = badge ? "badge.title" : "follow.title";
  const bool says = screen.asked || screen.remark != Follow::Remark::none;
  Element writing = column(spacer()).with_gap(low(context) ? space::tight : space::step);
  if (low(context))  // there the frame leaves the title out, and what is said takes its place
    writing.add(says ? said(look, screen) : word(look, head, {.role = TextRole::heading, .align = TextAlign::center}));
  writing.add(code_pad::places(look, text_of(screen), screen.at));
  if (says && !low(context)) writing.add(said(look, screen));
  writing.add(spacer());
  std::vector<Element> footer{back(look), start_again(look), spacer()};
  if (is_full(screen) && !screen.asked)
    footer.push_back(
        button(look, {.key = "follow.search", .rank = Rank::primary, .event = event::Continue{}, .icon = "search"}));
  return typing_page(look, title(look, head, badge ? "badge.help" : "follow.help"), std::move(writing),
                     code_pad::keys(look), std::move(footer));
}

}  // namespace minbar::kiosk::screen
