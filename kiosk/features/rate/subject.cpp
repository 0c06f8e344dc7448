#include "kiosk/features/rate/subject.h"

#include "kiosk/parts/commitment_parts.h"
#include "kiosk/parts/parts.h"

namespace minbar::kiosk::rate {

using namespace ui;
using namespace parts;

Element subject_line(const Look& look, const RatingSubject& subject) {
  if (const auto* commitment = std::get_if<CommitmentId>(&subject)) return commitment_line(look, *commitment);
  const auto* service = look.context.content.services.find(std::get<ServiceId>(subject));
  if (service == nullptr) return column();
  return row(medallion(look, service->icon, 14, ColorRole::primary_soft, ColorRole::primary),
             worded("chosen.service", service->name.in(look.choices.language),
                    {.role = TextRole::heading, .color = ColorRole::primary})
                 .with_grow())
      .with_gap(space::near)
      .with_align(Align::center);
}

}  // namespace minbar::kiosk::rate
