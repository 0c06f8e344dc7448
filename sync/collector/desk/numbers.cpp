#include "sync/collector/desk/numbers.h"

#include <cmath>

#include <fmt/format.h>

namespace minbar::collector {

std::string count_text(std::int64_t count, const Words& words) {
  const auto& mark = words.at("number.thousands_mark");
  auto text = fmt::format("{}", count);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), mark);
  return text;
}

std::string decimal_text(double number, const Words& words) {
  auto text = fmt::format("{:.1f}", number);
  return text.replace(text.find('.'), 1, words.at("number.decimal_mark"));
}

std::string share_text(std::int64_t part, std::int64_t whole, const Words& words) {
  return filled(words.at("number.share"), {{"n", fmt::format("{}", std::lround(100 * share_of(part, whole)))}});
}

double share_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace minbar::collector
