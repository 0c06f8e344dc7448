#include "kiosk/core/view.h"

#include <algorithm>
#include <string_view>
#include <variant>

#include "kiosk/core/ending.h"
#include "kiosk/features/rest/no_content.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/screen.h"

namespace minbar::kiosk {

using namespace ui;
using namespace parts;

namespace {

// What could not be kept goes for good; the question says so.
std::string_view idle_text(const Screen& screen) {
  const auto* receipt = std::get_if<receipt::Screen>(&screen);
  return receipt != nullptr && receipt::would_be_lost(*receipt) ? "idle.unsaved" : "idle.text";
}

Element idle_question(const Look& look, std::string_view text) {
  const bool close = largest(look.context) && tight(look.context);
  Element picture = row(medallion(look, meaning::time_runs_out, 26, ColorRole::warning, ColorRole::on_warning))
                        .with_justify(Justify::center);
  Element dialog =
      column(word(look, "idle.title", {.role = TextRole::title, .align = TextAlign::center}),
             word(look, text, {.align = TextAlign::center}, {{"seconds", std::int64_t{look.seconds_left}}}),
             button(look, {.key = "idle.continue", .rank = Rank::primary, .event = event::Stay{}, .icon = "check"}),
             button(look, {.key = "idle.end", .event = event::StartAgain{}, .icon = "delete"}))
          .with_gap(space::near)
          .with_padding(close ? space::step : space::wide)
          .with_width(std::min(look.context.panel.width_mm() - 2 * space::wide, 150.0F))
          .with_background(ColorRole::surface)
          .with_radius(size::radius * 1.5F);
  if (!close) dialog.children.insert(dialog.children.begin(), std::move(picture));
  // A touch anywhere means that somebody is here.
  return layers(std::move(dialog))
      .with_align(Align::center)
      .with_name("idle.anywhere")
      .with_background(ColorRole::veil)
      .with_action(look.actions.add(event::Stay{}))
      .as_modal();
}

}  // namespace

Element view(const State& state, const Context& context, Actions& actions) {
  const auto& session = state.session;
  const Look look{state.kiosk,
                  session.choices,
                  context,
                  actions,
                  std::visit([](const auto& feature) { return page_of(feature); }, session.screen),
                  seconds_left(state, context.now_ms)};
  if (!context.words.has("app.name")) return rest::no_content(look);
  Element screen = std::visit([&](const auto& feature) { return view(feature, look); }, session.screen);
  if (!session.idle_warning) return screen;
  return layers(std::move(screen), idle_question(look, idle_text(session.screen)));
}

}  // namespace minbar::kiosk
