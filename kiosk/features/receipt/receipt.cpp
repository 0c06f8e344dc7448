#include "kiosk/features/receipt/receipt.h"

#include <algorithm>
#include <cmath>

#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/parts/qr_code.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::receipt {

using namespace ui;
using namespace parts;

namespace {

// Under its name, as large as the panel's width takes it on one line.
Element named_code(const Look& look, const Receipt& screen) {
  const bool wide = content_width_mm(look.context) >= 150;
  auto code = plain("receipt.code.value", format_receipt_code(screen.code), Language::en,
                    {.role = wide ? TextRole::display : TextRole::code,
                     .color = ColorRole::primary,
                     .align = TextAlign::center,
                     .max_lines = 1});
  return column(word(look, "receipt.code",
                     {.role = short_of_room(look.context) ? TextRole::caption : TextRole::label,
                      .color = ColorRole::ink_soft,
                      .align = TextAlign::center}),
                std::move(code))
      .with_gap(space::hair);
}

Element to_keep(const Look& look, const Receipt& screen) {
  return word(look, screen.petition ? "receipt.petition.keep" : "receipt.keep", {.align = TextAlign::center});
}

Element code_card(const Look& look, const Receipt& screen) {
  return card(column(named_code(look, screen), to_keep(look, screen)).with_gap(space::tight));
}

constexpr float least_qr_mm = 60;

// A painter gives each module whole pixels: as many as make the code no smaller than it should be.
float side_mm(const Matrix& matrix, const Context& context) {
  const auto modules = static_cast<float>(std::max(1, matrix.side));
  const float module = std::ceil(least_qr_mm * context.panel.px_per_mm / modules);
  return (module * modules + 0.5F) / context.panel.px_per_mm;
}

Element qr_of(const Look& look, const Receipt& screen) {
  // The code stands behind '#': a browser does not send it, so it is in nobody's log.
  const std::string address =
      look.kiosk.station ? look.kiosk.station->follow_up_url + "#" + format_receipt_code(screen.code) : "";
  auto matrix = qr_matrix(address);
  const float side = side_mm(matrix, look.context);
  return ui::qr(std::move(matrix), side);
}

Element qr_card(const Look& look, const Receipt& screen) {
  return card(
      row(qr_of(look, screen), word(look, "receipt.qr").with_grow()).with_gap(space::step).with_align(Align::center));
}

// Both in one card, which the first page has whole: the words about them are turned to.
Element close_card(const Look& look, const Receipt& screen) {
  Element both = landscape(look.context)
                     ? row(qr_of(look, screen), named_code(look, screen).with_grow()).with_gap(space::step)
                     : column(named_code(look, screen), qr_of(look, screen))
                           .with_gap(low(look.context) ? space::hair : space::tight);
  return card(std::move(both).with_align(Align::center)).with_padding(space::near);
}

Element in_little_room(const Look& look, const Receipt& screen, Element recorded) {
  const auto centered = [&](std::string_view key, TextRole role) {
    return word(look, key, {.role = role, .align = TextAlign::center});
  };
  const bool little = low(look.context);
  Element all = column(centered("receipt.thanks", little ? TextRole::heading : TextRole::display));
  if (!little) all.add(centered(screen.petition ? "receipt.petition.title" : "receipt.title", TextRole::heading));
  all.add(close_card(look, screen));
  all.add(to_keep(look, screen));
  all.add(centered("receipt.qr", TextRole::body));
  all.add(std::move(recorded));
  return scroll(look, std::move(all).with_gap(little ? space::tight : space::near));
}

// While time runs out, whoever still copies takes more.
Foot foot_of(const Look& look) {
  Foot foot{
      .on = button(look, {.key = "receipt.done", .rank = Rank::primary, .event = event::StartAgain{}, .icon = "check"}),
      .again = false};
  if (look.seconds_left * 1000 <= limits::receipt_more_ms)
    foot.out = button(look, {.key = "receipt.more_time", .event = event::Stay{}, .icon = meaning::time_runs_out});
  return foot;
}

}  // namespace

Element view(const Receipt& screen, const Look& look) {
  Element recorded = row(icon(look, meaning::recorded, ColorRole::primary, 9),
                         word(look, screen.petition ? "receipt.petition.recorded" : "receipt.recorded").with_grow())
                         .with_gap(space::near)
                         .with_align(Align::center)
                         .with_padding(space::near)
                         .with_background(ColorRole::primary_soft)
                         .with_radius(size::radius);
  const auto medal = [&] { return medallion(look, "check", 34, ColorRole::primary, ColorRole::on_primary); };
  Element thanks = column(word(look, "receipt.thanks", {.role = TextRole::display, .align = TextAlign::center}),
                          word(look, screen.petition ? "receipt.petition.title" : "receipt.title",
                               {.role = TextRole::heading, .color = ColorRole::ink_soft, .align = TextAlign::center}))
                       .with_gap(space::tight)
                       .with_align(Align::center);
  Element body;
  if (short_of_room(look.context)) {
    body = in_little_room(look, screen, std::move(recorded));
  } else if (landscape(look.context)) {
    thanks.children.insert(thanks.children.begin(), medal());
    body = row(column(spacer(), std::move(thanks), std::move(recorded), spacer()).with_gap(space::near).with_grow(),
               column(spacer(), code_card(look, screen), qr_card(look, screen), spacer())
                   .with_gap(space::near)
                   .with_grow(1.3F))
               .with_gap(space::far);
  } else {
    thanks.children.insert(thanks.children.begin(), medal());
    body = column(spacer(), std::move(thanks), code_card(look, screen), qr_card(look, screen), std::move(recorded),
                  spacer())
               .with_gap(space::near);
  }
  return page(look, until_it_closes(look, std::move(body)), foot_of(look));
}

}  // namespace minbar::kiosk::receipt
