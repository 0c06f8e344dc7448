// One page of the comments that came with ratings, month by month, the newest month first. Within a month they stand in
// the order of their letters, so that neither an hour nor an order of arrival can be read from them. Used by
// satisfaction_page.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/features/satisfaction/period.h"
#include "sync/collector/features/satisfaction/ratings.h"

namespace minbar::collector {

// Where a page begins: so many comments into a month. As text "2026-09.30".
struct CommentsPlace {
  std::chrono::year_month month;
  std::int64_t skip = 0;
};
[[nodiscard]] std::optional<CommentsPlace> comments_place_from(std::string_view text);
[[nodiscard]] std::string name_of(const CommentsPlace& place);

struct MonthOfComments {
  std::chrono::year_month month;
  std::vector<CommentRow> rows;
};
struct CommentsPage {
  std::vector<MonthOfComments> months;  // none empty
  std::optional<CommentsPlace> next;
};
struct CommentsWish {
  RatingFilter filter;  // its times are the period's
  const Period& period;
  std::optional<CommentsPlace> from;  // none: the newest month
};
[[nodiscard]] Result<CommentsPage> comments_page(Storage& storage, const CommentsWish& wish);

}  // namespace minbar::collector
