#include "sync/collector/desk/opening_form.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "sync/domain/words/says_something.h"

namespace minbar::collector {

namespace {

std::string word_of(std::string_view reason) { return fmt::format("opening.reason.{}", reason); }

bool is_one_of(std::string_view reason, std::span<const std::string_view> reasons) {
  return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

}  // namespace

void add_opening_form(const Page& page, std::string action, std::span<const std::string_view> reasons, ViewData& data) {
  std::vector<ViewData> choices;
  for (const auto reason : reasons) {
    ViewData choice;
    choice.text("name", std::string(reason)).text("label", page.words.at(word_of(reason)));
    choices.push_back(std::move(choice));
  }
  data.text("opening_action", std::move(action)).list("reasons", std::move(choices));
}

std::optional<std::string> opening_reason_of(const Page& page, std::span<const std::string_view> reasons) {
  const auto chosen = value_of(page.form, "reason");
  if (is_one_of(chosen, reasons)) return std::string(chosen);
  const auto written = value_of(page.form, "reason_text");
  const bool good = (chosen == "other" || chosen.empty()) && is_valid_utf8(written) && says_something(written) &&
                    count_code_points(written) <= limits::reason_code_points;
  return good ? std::optional(std::string(written)) : std::nullopt;
}

std::string opening_reason_text(const Words& words, std::string_view reason) {
  const bool named = is_one_of(reason, author_reasons) || is_one_of(reason, supporters_reasons);
  return named ? words.at(word_of(reason)) : std::string(reason);
}

}  // namespace minbar::collector
