// Ratings as the derived table has them, counted for the satisfaction page. Each question walks the places and known
// subjects that have ratings and reads only the rows of the days asked for. Knows ids and numbers; reads, nothing else.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/accounts/scope.h"
#include "sync/collector/features/satisfaction/mean_interval.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/records/submission.h"

namespace minbar::collector {

// What was rated: the two are counted apart, on pages of their own.
enum class SubjectKind : std::uint8_t { service, commitment };
[[nodiscard]] SubjectKind kind_of(const RatingSubject& subject);
[[nodiscard]] std::string_view name_of(SubjectKind kind);  // as the table has it

// Ids that some pack has a name for. Kiosks are believed in what was rated, and a hostile one invents as many ids as it
// likes: all that are not among these are one subject, or one reason, of this name, and cost no more than one.
using KnownIds = std::set<std::string>;
inline constexpr std::string_view unknown_id = "?";

struct RatedPeriod {
  SubjectKind kind = SubjectKind::service;
  const KnownIds& known;     // subjects of that kind
  const Scope& scope;        // places
  std::int64_t from_s = 0;   // UTC
  std::int64_t until_s = 0;  // not counted in
};

struct RatingFilter {
  SubjectKind kind = SubjectKind::service;
  const KnownIds& known;     // subjects of that kind
  const Scope& scope;        // places
  std::string_view place;    // one of them; empty: all
  std::string_view subject;  // a service or a commitment, or unknown_id; empty: all
  std::int64_t from_s = 0;   // UTC
  std::int64_t until_s = 0;  // not counted in
};

struct Answers {
  AnswerCounts counts{};       // by answer; repeats left out
  std::int64_t repeats = 0;    // given within seconds of another at the same kiosk: perhaps one hand
  std::int64_t uncertain = 0;  // of those counted: their day is an estimate
  [[nodiscard]] std::int64_t total() const;
  Answers& operator+=(const Answers& other);
  bool operator==(const Answers&) const = default;
};

struct RatedPair {
  std::string place;
  std::string subject;
  auto operator<=>(const RatedPair&) const = default;
};
struct RatedWhere {
  SubjectKind kind = SubjectKind::service;
  const KnownIds& known;
  const Scope& scope;
};
// Every place and subject that were ever rated together, by place and subject.
[[nodiscard]] Result<std::vector<RatedPair>> rated_pairs(Storage& storage, const RatedWhere& where);

struct TallyRow {
  RatedPair of;
  Answers answers;
};
[[nodiscard]] Result<std::vector<TallyRow>> tally(Storage& storage, const RatedPeriod& period);

// Unhappy (1, 2), neutral (3), happy (4, 5).
enum class Mood : std::uint8_t { dissatisfied, neutral, satisfied };
[[nodiscard]] Mood mood_of(std::int64_t satisfaction);

struct ReasonCount {
  std::string reason;
  std::array<std::int64_t, 3> by_mood{};  // by Mood; repeats left out
  [[nodiscard]] std::int64_t total() const { return by_mood[0] + by_mood[1] + by_mood[2]; }
};
// Most named first, then by id. A rating that names several unknown ones counts once.
[[nodiscard]] Result<std::vector<ReasonCount>> reasons_named(Storage& storage, const RatingFilter& filter,
                                                             const KnownIds& known_reasons);

struct CommentRow {
  std::string comment;  // letter for letter
  RatedPair of;
  std::int64_t satisfaction = 3;
  bool repeat = false;
  std::int64_t count = 1;  // so many said exactly this
};
struct CommentQuery {
  RatingFilter filter;
  std::int64_t skip = 0;
  std::int64_t limit = 1;
};
// In the order of the comments' own letters: nothing in it tells which came first.
[[nodiscard]] Result<std::vector<CommentRow>> comments(Storage& storage, const CommentQuery& query);

}  // namespace minbar::collector
