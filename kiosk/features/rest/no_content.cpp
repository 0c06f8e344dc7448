#include "kiosk/features/rest/no_content.h"

#include <algorithm>

#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"

namespace minbar::kiosk::rest {

using namespace ui;
using namespace parts;

Element no_content(const Look& look) {
  const auto& context = look.context;
  const float picture = std::min(110.0F, context.panel.height_mm() * 0.4F);
  const float band = low(context) ? 10.0F : 20.0F;
  const auto frieze = [&] {
    return layers(pattern(ColorRole::ornament_on_primary, band)).with_height(band).with_background(ColorRole::primary);
  };
  return column(frieze(), spacer(), emblem(look, meaning::out_of_order, picture),
                row(wordmark(picture * 0.24F, ColorRole::primary)).with_justify(Justify::center), spacer(), frieze())
      .with_background(ColorRole::paper);
}

}  // namespace minbar::kiosk::rest
