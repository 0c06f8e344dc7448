#include "kiosk/features/petition/signed.h"

#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

Element view(const Signed&, const Look& look) {
  Element body = at_rest_in_the_middle(
      look, {emblem(look, meaning::petition, short_of_room(look.context) ? 34.0F : 58.0F),
             word(look, "receipt.thanks", {.role = TextRole::display, .align = TextAlign::center}),
             word(look, "signed.text", {.align = TextAlign::center}),
             word(look, "petition.no_effect",
                  {.role = TextRole::caption, .color = ColorRole::ink_soft, .align = TextAlign::center})});
  return page(look, until_it_closes(look, std::move(body)),
              {.on = button(
                   look, {.key = "receipt.done", .rank = Rank::primary, .event = event::StartAgain{}, .icon = "check"}),
               .again = false});
}

}  // namespace minbar::kiosk::petition
