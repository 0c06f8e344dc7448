#include "kiosk/features/rest/enrolled.h"

#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/trust_parts.h"

namespace minbar::kiosk::rest {

using namespace ui;
using namespace parts;

Outcome update(Enrolled, const Seen&, const Enrolled::Hears&) { return {Leave{door::Compared{}}, {KeepCompared{}}}; }

Element view(const Enrolled&, const Look& look) {
  const float picture = low(look.context) ? 24 : 38;
  std::vector<Element> said;
  if (!short_of_room(look.context))
    said.push_back(medallion(look, meaning::trust, picture, ColorRole::primary_soft, ColorRole::primary));
  said.push_back(word(look, "enrolled.title", {.role = TextRole::title, .align = TextAlign::center}));
  said.push_back(fingerprint_card(look));
  said.push_back(word(look, "enrolled.text", {.align = TextAlign::center}));
  said.push_back(word(look, "enrolled.otherwise", {.color = ColorRole::ink_soft, .align = TextAlign::center}));
  return page(
      look, at_rest_in_the_middle(look, std::move(said)),
      {.on = button(
           look, {.key = "enrolled.same", .rank = Rank::primary, .event = event::FingerprintSeen{}, .icon = "check"}),
       .again = false});
}

}  // namespace minbar::kiosk::rest
