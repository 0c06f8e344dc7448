// What may be shown of counted ratings: grouped by subject (services or commitments, never both) or place, with groups
// too small to show hidden so that they cannot be worked out from the rest of the same period either, whatever filter
// is set. Pure; used by the pages of services and of commitments. It does not protect across periods: two periods that
// differ by months subtract to those months, and the running month looked at twice to what came between; nor
// between readers of different places, of whom each is shown what their own places allow; nor against
// who knows the other answers of a group.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sync/collector/features/satisfaction/ratings.h"

namespace minbar::collector {

// Below this nothing but the number is shown: in a small office four answers have four faces (PRODUCT, lessons 11, 16).
inline constexpr std::int64_t fewest_shown = 5;
// Below this a share moves by more than three points with one answer more: to be read with care.
inline constexpr std::int64_t few_ratings = 30;

struct Group {
  std::string id;  // of a subject or a place
  Answers answers;
  bool hidden = false;
};

[[nodiscard]] Answers all_of(const std::vector<TallyRow>& rows);
// Those of a subject or a place or both; an empty one: all.
[[nodiscard]] std::vector<TallyRow> rows_of(const std::vector<TallyRow>& rows, const RatedPair& of);

// Which figures of one period may stand on any of its pages, decided for all of them at once: all ratings, each
// subject, each place, and each subject at each place. A pair with fewer than `fewest_shown` is hidden, and then its
// neighbours of the same subject and of the same place as long as a sum less the shown ones would give it away.
class Disclosure {
 public:
  explicit Disclosure(const std::vector<TallyRow>& period);
  // An empty place or subject: all of them. What nobody rated may be shown; only that nobody
  // rated anything at all is hidden.
  [[nodiscard]] bool may_show(const RatedPair& of) const;
  // Ratings of one subject at one place; a comment of fewer than `fewest_shown` must not say whence it is.
  [[nodiscard]] std::int64_t total_of(const RatedPair& of) const;

 private:
  struct Cell {
    std::int64_t total = 0;
    bool hidden = false;
  };
  using Line = std::vector<Cell*>;
  [[nodiscard]] static bool give_way(const Line& line, Cell* total);

  Cell all_;
  std::map<std::string, Cell, std::less<>> subjects_, places_;
  std::map<std::string, std::map<std::string, Cell, std::less<>>, std::less<>> pairs_;  // by subject, then place
};

// The largest first, then by id. `rows` are those of `place`, of `subject`; empty: all.
[[nodiscard]] std::vector<Group> by_subject(const std::vector<TallyRow>& rows, const Disclosure& disclosure,
                                            const std::string& place);
[[nodiscard]] std::vector<Group> by_place(const std::vector<TallyRow>& rows, const Disclosure& disclosure,
                                          const std::string& subject);

}  // namespace minbar::collector
