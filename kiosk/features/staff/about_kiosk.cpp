#include "kiosk/features/staff/about_kiosk.h"

#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/trust_parts.h"

namespace minbar::kiosk::staff {

using namespace ui;
using namespace parts;

Outcome update(AboutKiosk, const Seen&, const AboutKiosk::Hears&) { return {Leave{door::Menu{}}}; }

namespace {

Element fact(const Look& look, std::string_view icon_name, Element value) {
  return row(icon(look, icon_name, ColorRole::primary, 9), std::move(value).with_grow())
      .with_gap(space::near)
      .with_align(Align::center);
}

}  // namespace

Element view(const AboutKiosk&, const Look& look) {
  const bool latin = look.choices.language == Language::fr || look.choices.language == Language::en;
  const auto language = latin ? Language::fr : Language::ar;
  Element facts =
      column(
          card(column(fact(look, meaning::place,
                           plain("about_kiosk.place", place_name(look, language), language, {.role = TextRole::label})),
                      fact(look, meaning::kiosk,
                           word(look, "about_kiosk.content", {.role = TextRole::label},
                                {{"number", look.context.content.version}})))
                   .with_gap(space::near)),
          fingerprint_card(look), word(look, "about_kiosk.text", {.color = ColorRole::ink_soft}))
          .with_gap(space::near);
  if (enrolment_differs(look.kiosk)) facts.add(remark(look, "trust.differs"));
  if (records_are_missing(look.kiosk))
    facts.add(word(look, "salvage.missing", {.role = TextRole::caption},
                   {{"count", look.kiosk.station->records_missing}, {"file", look.kiosk.station->damaged_file}}));
  return page(look, scrolled(look, title(look, "about_kiosk.title", "about_kiosk.help"), std::move(facts)),
              {.out = back(look), .again = false});
}

}  // namespace minbar::kiosk::staff
