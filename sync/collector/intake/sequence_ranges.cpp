#include "sync/collector/intake/sequence_ranges.h"

#include <fmt/format.h>

#include <algorithm>

#include "sync/base/limits.h"

namespace minbar::collector {

namespace {

Ranges all_but(const Ranges& ranges) {
  Ranges out;
  std::int64_t next = 1;
  for (const auto& range : ranges) {
    if (range.from > next) out.push_back({.from = next, .to = range.from - 1});
    next = range.to + 1;
  }
  if (next <= limits::latest_sequence) out.push_back({.from = next, .to = limits::latest_sequence});
  return out;
}

}  // namespace

Ranges merged(Ranges ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  Ranges out;
  for (const auto& range : ranges) {
    if (!out.empty() && range.from <= out.back().to + 1)
      out.back().to = std::max(out.back().to, range.to);
    else
      out.push_back(range);
  }
  return out;
}

Ranges without(const Ranges& ranges, const Ranges& others) { return within(ranges, all_but(others)); }

Ranges within(const Ranges& ranges, const Ranges& others) {
  Ranges out;
  auto other = others.begin();
  for (const auto& range : ranges) {
    while (other != others.end() && other->to < range.from) ++other;
    for (auto each = other; each != others.end() && each->from <= range.to; ++each)
      out.push_back({.from = std::max(range.from, each->from), .to = std::min(range.to, each->to)});
  }
  return out;
}

std::int64_t length_of(const Ranges& ranges) {
  std::int64_t length = 0;
  for (const auto& range : ranges) length += range.to - range.from + 1;
  return length;
}

std::int64_t end_of(const Ranges& ranges, std::int64_t sequence) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), sequence,
                                      [](std::int64_t value, const auto& range) { return value < range.from; });
  if (after == ranges.begin()) return 0;
  const auto& range = *std::prev(after);
  return range.to >= sequence ? range.to : 0;
}

Ranges first_of(const Ranges& ranges, std::size_t most_ranges, std::int64_t most_places) {
  Ranges out;
  for (const auto& range : ranges) {
    if (out.size() == most_ranges || most_places <= 0) break;
    out.push_back(
        {.from = range.from, .to = range.to - range.from < most_places ? range.to : range.from + most_places - 1});
    most_places -= out.back().to - out.back().from + 1;
  }
  return out;
}

std::string text_of(const Ranges& ranges) {
  std::string out;
  for (const auto& range : ranges) out += fmt::format("{}{}-{}", out.empty() ? "" : ",", range.from, range.to);
  return out;
}

}  // namespace minbar::collector
