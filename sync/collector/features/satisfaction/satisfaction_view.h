// Counted ratings as what the satisfaction page's template is filled with. Used by satisfaction_page.cpp; decides
// nothing about what may be shown. `direction` is the way the page runs.
#pragma once

#include <string>

#include "sync/collector/desk/bars.h"
#include "sync/collector/desk/view_data.h"
#include "sync/collector/desk/words.h"
#include "sync/collector/features/satisfaction/summary.h"

namespace minbar::collector {

// How far answers reach from the middle of the neutral ones to the longer side, as a share of them all: 0.5 to 1.
[[nodiscard]] double reach_of(const AnswerCounts& counts);
// The five answers side by side, unhappiest at the start, the middle of the neutral ones at the middle of the drawing.
// `reach` is what half the drawing stands for: the largest reach_of a table's rows, so that they can be compared.
[[nodiscard]] std::array<Bar, 5> diverging_bars(const AnswerCounts& counts, double reach, Direction direction);

// One row for each answer, happiest first: k, answer, count, share, and its bar.
[[nodiscard]] std::vector<ViewData> answer_rows(const Answers& answers, const Words& words, Direction direction);
// count, mean, low, high, interval, the whisker's places, and happy (4 or 5). At least two ratings.
void add_figures(ViewData& data, const Answers& answers, const Words& words, Direction direction);
// The numbers 1 to 5 under the axis of the mean.
[[nodiscard]] std::vector<ViewData> axis_ticks(Direction direction);
// A row of a table of services or places; `name` is shown. Hidden ones have their count only.
[[nodiscard]] ViewData group_row(const Group& group, double reach, std::string name, const Words& words,
                                 Direction direction);

}  // namespace minbar::collector
