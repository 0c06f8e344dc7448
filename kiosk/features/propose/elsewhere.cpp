#include "kiosk/features/propose/elsewhere.h"

#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/parts/qr_code.h"

namespace minbar::kiosk::propose {

using namespace ui;
using namespace parts;

Outcome update(Elsewhere screen, const Seen&, const Elsewhere::Hears&) {
  return {Theme{.draft = std::move(screen.draft)}};
}

namespace {

struct Destination {
  std::string_view icon;
  std::string_view name;
  std::string_view text;
  std::string_view address = {};  // of a page on the web
};

Element card_of(const Look& look, const Destination& where) {
  Element words =
      column(word(look, where.name, {.role = TextRole::heading, .color = ColorRole::primary}), word(look, where.text))
          .with_gap(space::hair);
  std::optional<Element> square;
  if (!where.address.empty()) {
    Element address = word(look, where.address, {.role = TextRole::label, .color = ColorRole::primary});
    square = ui::qr(qr_matrix("https://www." + address.text), 30);
    words.add(std::move(address));
  }
  if (tight(look.context)) {  // the words need the whole width
    if (square) words.add(row(*std::move(square)).with_justify(Justify::center).with_padding(0, space::tight));
    return card(std::move(words));
  }
  Element line =
      row(medallion(look, where.icon, 20, ColorRole::primary_soft, ColorRole::primary), std::move(words).with_grow())
          .with_gap(space::near)
          .with_align(Align::center);
  if (square) line.add((*std::move(square)).as_rigid());
  return card(std::move(line));
}

}  // namespace

Element view(const Elsewhere&, const Look& look) {
  Element cards = column(card_of(look, {meaning::complaint, "elsewhere.complaint", "elsewhere.complaint.text",
                                        "elsewhere.complaint.address"}),
                         card_of(look, {meaning::national, "elsewhere.national", "elsewhere.national.text",
                                        "elsewhere.national.address"}),
                         card_of(look, {meaning::counter, "elsewhere.papers", "elsewhere.papers.text"}))
                      .with_gap(space::near);
  return page(
      look, scrolled(look, title(look, "elsewhere.title", "elsewhere.help"), std::move(cards)),
      {.out = back(look),
       .on = button(
           look,
           {.key = "elsewhere.propose", .rank = Rank::primary, .event = event::Back{}, .icon = meaning::propose})});
}

}  // namespace minbar::kiosk::propose
