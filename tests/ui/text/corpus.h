// The texts in which layout is compared with what others make of them: tests/data/texts.tsv, the inputs of citizens,
// the article, the names of all places in Arabic and French, and paragraphs of ten thousand characters without a space.
#pragma once

#include <vector>

#include "tests/ui/text/text_world.h"

namespace minbar::test {

[[nodiscard]] std::vector<Sample> corpus();

}  // namespace minbar::test
