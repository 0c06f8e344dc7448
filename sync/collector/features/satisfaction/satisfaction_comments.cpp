#include "sync/collector/features/satisfaction/satisfaction_comments.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/collector/desk/zone.h"

namespace minbar::collector {

std::optional<CommentsPlace> comments_place_from(std::string_view text) {
  if (text.size() < 9 || text[4] != '-' || text[7] != '.') return std::nullopt;
  const auto year = whole_number(text.substr(0, 4)), month = whole_number(text.substr(5, 2)),
             skip = whole_number(text.substr(8));
  if (!year || !month || !skip || *month < 1 || *month > 12 || *skip > INT32_MAX) return std::nullopt;
  return CommentsPlace{
      .month = std::chrono::year(static_cast<int>(*year)) / std::chrono::month(static_cast<unsigned>(*month)),
      .skip = *skip};
}

std::string name_of(const CommentsPlace& place) {
  return fmt::format("{:04}-{:02}.{}", static_cast<int>(place.month.year()), static_cast<unsigned>(place.month.month()),
                     place.skip);
}

Result<CommentsPage> comments_page(Storage& storage, const CommentsWish& wish) {
  CommentsPage page;
  auto room = static_cast<std::int64_t>(limits::page_rows);
  for (const auto& part : months_of(wish.period, default_zone)) {
    if (wish.from && part.month > wish.from->month) continue;
    const auto skip = wish.from && part.month == wish.from->month ? wish.from->skip : 0;
    auto filter = wish.filter;
    filter.from_s = part.from_s;
    filter.until_s = part.until_s;
    auto rows = TRY(comments(storage, {.filter = filter, .skip = skip, .limit = room + 1}));
    const bool more = static_cast<std::int64_t>(rows.size()) > room;
    if (more) {
      rows.pop_back();
      page.next = CommentsPlace{.month = part.month, .skip = skip + room};
    }
    room -= static_cast<std::int64_t>(rows.size());
    if (!rows.empty()) page.months.push_back({.month = part.month, .rows = std::move(rows)});
    if (more) break;
  }
  return page;
}

}  // namespace minbar::collector
