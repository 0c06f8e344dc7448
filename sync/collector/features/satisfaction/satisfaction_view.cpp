#include "sync/collector/features/satisfaction/satisfaction_view.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "sync/collector/desk/numbers.h"

namespace minbar::collector {

namespace {

std::string percent(double number) { return fmt::format("{:.2f}%", number); }

// Of a mean on the axis of the drawing, which has room for a dot at both ends.
double place_on_axis(double mean, Direction direction) {
  const double at = 4 + 92 * (mean - 1) / 4;
  return direction == Direction::rtl ? 100 - at : at;
}

std::string answer_of(std::size_t index, const Words& words) {
  return words.at(fmt::format("satisfaction.answer.{}", index + 1));
}

}  // namespace

double reach_of(const AnswerCounts& counts) {
  const auto whole = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  const double neutral = share_of(counts[2], whole) / 2;
  return std::max(share_of(counts[0] + counts[1], whole), share_of(counts[3] + counts[4], whole)) + neutral;
}

std::array<Bar, 5> diverging_bars(const AnswerCounts& counts, double reach, Direction direction) {
  const auto whole = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  const auto width = [&](std::size_t i) { return 50 * share_of(counts.at(i), whole) / reach; };
  std::array<Bar, 5> bars;
  double x = 50 - width(0) - width(1) - width(2) / 2;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar bar{.x = x, .width = width(i)};
    bars.at(i) = mirrored(bar, direction);
    x += bar.width;
  }
  return bars;
}

std::vector<ViewData> answer_rows(const Answers& answers, const Words& words, Direction direction) {
  const auto whole = answers.total();
  std::vector<ViewData> rows;
  for (std::size_t i = answers.counts.size(); i-- > 0;) {
    auto row = bar_view(plain_bar(share_of(answers.counts[i], whole), direction));
    row.text("k", fmt::format("{}", i + 1))
        .text("answer", answer_of(i, words))
        .text("count", count_text(answers.counts[i], words))
        .text("share", share_text(answers.counts[i], whole, words));
    rows.push_back(std::move(row));
  }
  return rows;
}

void add_figures(ViewData& data, const Answers& answers, const Words& words, Direction direction) {
  const auto interval = mean_interval(answers.counts);
  const double low = place_on_axis(interval.low, direction), high = place_on_axis(interval.high, direction);
  const auto low_text = decimal_text(interval.low, words), high_text = decimal_text(interval.high, words);
  data.text("mean", decimal_text(interval.mean, words))
      .text("interval", filled(words.at("satisfaction.interval"), {{"low", low_text}, {"high", high_text}}))
      .text("interval_short", filled(words.at("satisfaction.interval.short"), {{"low", low_text}, {"high", high_text}}))
      .text("mean_at", percent(place_on_axis(interval.mean, direction)))
      .text("interval_x", percent(std::min(low, high)))
      .text("interval_width", percent(std::abs(high - low)))
      .text("happy", share_text(answers.counts[3] + answers.counts[4], answers.total(), words))
      .text("unhappy", share_text(answers.counts[0] + answers.counts[1], answers.total(), words));
}

std::vector<ViewData> axis_ticks(Direction direction) {
  std::vector<ViewData> ticks;
  for (int tick = 1; tick <= 5; ++tick) {
    ViewData view;
    view.text("at", percent(place_on_axis(tick, direction))).text("tick", fmt::format("{}", tick));
    ticks.push_back(std::move(view));
  }
  return ticks;
}

ViewData group_row(const Group& group, double reach, std::string name, const Words& words, Direction direction) {
  const auto whole = group.answers.total();
  ViewData row;
  row.text("name", std::move(name))
      .text("count", count_text(whole, words))
      .flag("hidden", group.hidden)
      .flag("row_few", !group.hidden && whole < few_ratings);
  if (group.hidden) return row;
  add_figures(row, group.answers, words, direction);
  const auto bars = diverging_bars(group.answers.counts, reach, direction);
  std::vector<ViewData> shares, pieces;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    ViewData share;
    share.text("share", share_text(group.answers.counts[i], whole, words)).text("k", fmt::format("{}", i + 1));
    shares.push_back(std::move(share));
    if (group.answers.counts[i] == 0) continue;
    auto piece = bar_view(bars[i]);
    piece.text("k", fmt::format("{}", i + 1));
    pieces.push_back(std::move(piece));
  }
  row.list("shares", std::move(shares)).list("pieces", std::move(pieces));
  return row;
}

}  // namespace minbar::collector
