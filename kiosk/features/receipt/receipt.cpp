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

Element code_card(const Look& look, const Receipt& screen) {
  // As large as the panel's width takes it on one line.
  const bool wide = content_width_mm(look.context) >= 150;
  auto code = plain("receipt.code.value", format_receipt_code(screen.code), Language::en,
                    {.role = wide ? TextRole::display : TextRole::code,
                     .color = ColorRole::primary,
                     .align = TextAlign::center,
                     .max_lines = 1});
  return card(
      column(word(look, "receipt.code",
                  {.role = TextRole::label, .color = ColorRole::ink_soft, .align = TextAlign::center}),
             std::move(code),
             word(look, screen.petition ? "receipt.petition.keep" : "receipt.keep", {.align = TextAlign::center}))
          .with_gap(space::tight));
}

constexpr float least_qr_mm = 60;

// A painter gives each module whole pixels: as many as make the code no smaller than it should be.
float side_mm(const Matrix& matrix, const Context& context) {
  const auto modules = static_cast<float>(std::max(1, matrix.side));
  const float module = std::ceil(least_qr_mm * context.panel.px_per_mm / modules);
  return (module * modules + 0.5F) / context.panel.px_per_mm;
}

Element qr_card(const Look& look, const Receipt& screen) {
  // The code stands behind '#': a browser does not send it, so it is in nobody's log.
  const std::string address =
      look.kiosk.station ? look.kiosk.station->follow_up_url + "#" + format_receipt_code(screen.code) : "";
  auto matrix = qr_matrix(address);
  const float side = side_mm(matrix, look.context);
  if (tight(look.context))
    return card(column(ui::qr(std::move(matrix), side), word(look, "receipt.qr", {.align = TextAlign::center}))
                    .with_gap(space::near)
                    .with_align(Align::center));
  return card(row(ui::qr(std::move(matrix), side), word(look, "receipt.qr").with_grow())
                  .with_gap(space::step)
                  .with_align(Align::center));
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
  if (short_of_room(look.context)) {  // the code first, whatever has to be turned to
    body = scroll(look, column(std::move(thanks), code_card(look, screen), std::move(recorded), qr_card(look, screen))
                            .with_gap(space::near));
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
