// The specimen: pages that show every text role of one language at one text size, as the kiosk sets them, with
// hairlines on the baseline and at the height of an alef or a capital, their size in millimetres, and the language's
// keyboards. For who judges typography; painted by the specimen command, judged by a test.
#pragma once

#include <vector>

#include "kiosk/session/context.h"
#include "kiosk/tools/specimen_samples.h"
#include "ui/scene.h"
#include "ui/text/fonts.h"

namespace minbar::kiosk {

struct SpecimenParts {
  const Samples& samples;
  const Content& content;
  const Icons& icons;
  const ui::text::FontSet& fonts;
  ui::TextLayout& text;  // of these fonts
};

// As wide as the panel, each as high as what stands on it needs. Texts of samples are named "specimen.ROLE".
[[nodiscard]] std::vector<ui::Scene> specimen_pages(const SpecimenParts& parts, Language language,
                                                    const ui::Panel& panel);

}  // namespace minbar::kiosk
