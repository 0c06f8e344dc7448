#include "kiosk/features/rest/out_of_order.h"

#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"

namespace minbar::kiosk::rest {

using namespace ui;
using namespace parts;

namespace {

struct Said {
  std::string_view icon;
  std::string_view title;
  std::string_view text;
  std::string_view staff;  // what they do about it; empty: others repair it
};

std::string_view staff_word(Refused refused) {
  switch (refused) {
    case Refused::withdrawn:
      return "refused.staff.withdrawn";
    case Refused::copied:
      return "refused.staff.copied";
    case Refused::no:
    case Refused::unknown:
      break;
  }
  return "refused.staff.unknown";
}

Said said_of(OutOfOrder::Why why, const Kiosk& kiosk) {
  switch (why) {
    case OutOfOrder::Why::not_enrolled:
      return {meaning::in_hand, "not_enrolled.title", "not_enrolled.text", "not_enrolled.staff"};
    case OutOfOrder::Why::broken:
      break;
    case OutOfOrder::Why::full:
      return {meaning::full, "full.title", "full.text", "full.staff"};
    case OutOfOrder::Why::refused:
      return {meaning::out_of_order, "refused.title", "out_of_order.text",
              staff_word(kiosk.station ? kiosk.station->refused : Refused::unknown)};
  }
  return {meaning::out_of_order, "out_of_order.title", "out_of_order.text", ""};
}

Element for_staff(const Look& look, std::string_view key) {
  return row(icon(look, meaning::staff, ColorRole::ink_soft, 8),
             word(look, key, {.role = TextRole::caption, .color = ColorRole::ink_soft}).with_grow())
      .with_gap(space::near)
      .with_align(Align::center)
      .with_padding(space::near)
      .with_border(ColorRole::line, 0.3F)
      .with_radius(size::radius);
}

}  // namespace

Element view(const OutOfOrder& screen, const Look& look) {
  const auto said = said_of(screen.why, look.kiosk);
  const float picture = low(look.context) ? 28 : 44;
  std::vector<Element> parts{medallion(look, said.icon, picture, ColorRole::primary_soft, ColorRole::primary),
                             word(look, said.title, {.role = TextRole::title, .align = TextAlign::center}),
                             word(look, said.text, {.color = ColorRole::ink_soft, .align = TextAlign::center})};
  if (!said.staff.empty()) parts.push_back(for_staff(look, said.staff));
  return page(look, at_rest_in_the_middle(look, std::move(parts)));
}

}  // namespace minbar::kiosk::rest
