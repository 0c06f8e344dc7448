#include "sync/collector/features/satisfaction/ratings.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include <fmt/format.h>

namespace minbar::collector {

namespace {

constexpr std::int64_t reason_sets = 5'000;  // of one page; a service offers six reasons: 64 sets an answer

// Steps along the primary key from one place to the next and from one subject to the next.
constexpr std::string_view next_place_sql = "SELECT min(place) FROM ratings WHERE kind = $1 AND place > $2";
constexpr std::string_view next_subject_sql =
    "SELECT min(subject) FROM ratings WHERE kind = $1 AND place = $2 AND subject > $3";
// The last one before another, or before nothing: a blob is greater than any text.
constexpr std::string_view last_before_sql =
    "SELECT max(subject) FROM ratings WHERE kind = $1 AND place = $2 AND subject < coalesce($3, x'ff')";

constexpr std::string_view sums_sql =
    "SELECT coalesce(sum(count) FILTER (WHERE satisfaction = 1 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 2 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 3 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 4 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 5 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE soon_after_another = 1), 0), "
    "coalesce(sum(count) FILTER (WHERE time_uncertain = 1 AND soon_after_another = 0), 0) "
    "FROM ratings WHERE kind = $1 AND place = $2 AND made_at_s >= $3 AND made_at_s < $4 AND ";
constexpr std::string_view of_one_sql = "subject = $5";
constexpr std::string_view of_some_sql = "subject >= $5 AND subject <= $6";

// The subject of a row, or '?': $6 has the known ids, each between two line ends.
constexpr std::string_view folded_sql =
    "iif(instr($6, char(10) || subject || char(10)) > 0 AND instr(subject, char(10)) = 0, subject, '?')";

std::string lines_of(const KnownIds& known) {
  std::string lines = "\n";
  for (const auto& id : known) lines += id + "\n";
  return lines;
}

// A known subject at a place, or the unknown ones from `first` to `last` between two known ones.
struct Spot {
  RatedPair of;
  std::string first;
  std::string last;
};

// Its cost is the places times the known subjects, however many others there are.
Result<std::vector<Spot>> spots_in(db::Database& database, const RatedWhere& where) {
  const auto kind = where.kind;
  const auto& known = where.known;
  std::vector<Spot> spots;
  const auto next_place = [&](const std::string& after) {
    return database.query_one(next_place_sql, {name_of(kind), after});
  };
  for (auto place = TRY(next_place(""))->maybe_text(0); place; place = TRY(next_place(*place))->maybe_text(0)) {
    if (!where.scope.holds({*place})) continue;
    std::string seen;
    while (true) {
      const auto first = TRY(database.query_one(next_subject_sql, {name_of(kind), *place, seen}))->maybe_text(0);
      if (!first) break;
      if (known.contains(*first)) {
        spots.push_back({.of = {.place = *place, .subject = *first}, .first = *first, .last = *first});
      } else {
        const auto after = known.upper_bound(*first);
        const auto end = after == known.end() ? std::nullopt : std::optional(*after);
        const auto row = TRY(database.query_one(last_before_sql, {name_of(kind), *place, end}));
        spots.push_back(
            {.of = {.place = *place, .subject = std::string(unknown_id)}, .first = *first, .last = row->text(0)});
      }
      seen = spots.back().last;
    }
  }
  return spots;
}

Result<Answers> sums_of(db::Database& database, const RatedPeriod& period, const Spot& spot) {
  const auto& [place, subject] = spot.of;
  const auto row =
      spot.of.subject == unknown_id
          ? TRY(database.query_one(fmt::format("{}{}", sums_sql, of_some_sql),
                                   {name_of(period.kind), place, period.from_s, period.until_s, spot.first, spot.last}))
          : TRY(database.query_one(fmt::format("{}{}", sums_sql, of_one_sql),
                                   {name_of(period.kind), place, period.from_s, period.until_s, subject}));
  Answers answers{.counts = {}, .repeats = row->integer(5), .uncertain = row->integer(6)};
  for (std::size_t i = 0; i < answers.counts.size(); ++i) answers.counts.at(i) = row->integer(i);
  return answers;
}

}  // namespace

std::int64_t Answers::total() const { return std::accumulate(counts.begin(), counts.end(), std::int64_t{0}); }

Answers& Answers::operator+=(const Answers& other) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
  repeats += other.repeats;
  uncertain += other.uncertain;
  return *this;
}

SubjectKind kind_of(const RatingSubject& subject) {
  return std::holds_alternative<CommitmentId>(subject) ? SubjectKind::commitment : SubjectKind::service;
}

std::string_view name_of(SubjectKind kind) { return kind == SubjectKind::service ? "service" : "commitment"; }

Result<std::vector<RatedPair>> rated_pairs(Storage& storage, const RatedWhere& where) {
  const auto spots = TRY(storage.read([&](db::Database& database) { return spots_in(database, where); }));
  std::set<RatedPair> pairs;
  for (const auto& spot : spots) pairs.insert(spot.of);
  return std::vector<RatedPair>(pairs.begin(), pairs.end());
}

// One sum after the other over each spot's range: the engine would sort every row to group them all at once.
Result<std::vector<TallyRow>> tally(Storage& storage, const RatedPeriod& period) {
  return storage.read([&](db::Database& database) -> Result<std::vector<TallyRow>> {
    std::map<RatedPair, Answers> sums;
    for (const auto& spot :
         TRY(spots_in(database, {.kind = period.kind, .known = period.known, .scope = period.scope}))) {
      const auto answers = TRY(sums_of(database, period, spot));
      if (answers != Answers{}) sums[spot.of] += answers;
    }
    std::vector<TallyRow> out;
    for (const auto& [of, answers] : sums) out.push_back({.of = of, .answers = answers});
    return out;
  });
}

Mood mood_of(std::int64_t satisfaction) {
  if (satisfaction == 3) return Mood::neutral;
  return satisfaction < 3 ? Mood::dissatisfied : Mood::satisfied;
}

Result<std::vector<ReasonCount>> reasons_named(Storage& storage, const RatingFilter& filter,
                                               const KnownIds& known_reasons) {
  const auto lines = lines_of(filter.known);
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(
        fmt::format(
            "SELECT satisfaction, reasons, sum(count) AS n FROM ratings "
            "WHERE reasons <> '' AND soon_after_another = 0 AND kind = $1 AND made_at_s >= $2 AND made_at_s < $3 "
            "AND ($4 = '' OR place = $4) AND ($5 = '' OR {} = $5) "
            "AND ($7 IS NULL OR place IN (SELECT value FROM json_each($7))) "
            "GROUP BY reasons, satisfaction ORDER BY n DESC LIMIT {}",
            folded_sql, reason_sets),
        {name_of(filter.kind), filter.from_s, filter.until_s, filter.place, filter.subject, lines,
         filter.scope.codes()});
  }));
  std::map<std::string, ReasonCount, std::less<>> found;
  for (const auto& row : rows) {
    std::set<std::string> named;
    std::string_view rest = row.text(1);
    while (!rest.empty()) {
      const auto end = std::min(rest.find(' '), rest.size());
      const std::string id(rest.substr(0, end));
      named.insert(known_reasons.contains(id) ? id : std::string(unknown_id));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (const auto& id : named)
      found[id].by_mood.at(static_cast<std::size_t>(mood_of(row.integer(0)))) += row.integer(2);
  }
  std::vector<ReasonCount> out;
  for (auto& [id, reason] : found) {
    reason.reason = id;
    out.push_back(std::move(reason));
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.total() > b.total(); });
  return out;
}

Result<std::vector<CommentRow>> comments(Storage& storage, const CommentQuery& query) {
  const auto& filter = query.filter;
  const auto lines = lines_of(filter.known);
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(
        fmt::format("SELECT comment, satisfaction, place, {0}, soon_after_another, sum(count) FROM ratings "
                    "INDEXED BY ratings_comments WHERE comment <> '' AND kind = $1 AND made_at_s >= $2 AND "
                    "made_at_s < $3 AND ($4 = '' OR place = $4) AND ($5 = '' OR {0} = $5) "
                    "AND ($9 IS NULL OR place IN (SELECT value FROM json_each($9))) "
                    "GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5 LIMIT $7 OFFSET $8",
                    folded_sql),
        {name_of(filter.kind), filter.from_s, filter.until_s, filter.place, filter.subject, lines, query.limit,
         query.skip, filter.scope.codes()});
  }));
  std::vector<CommentRow> out;
  for (const auto& row : rows)
    out.push_back({.comment = row.text(0),
                   .of = {.place = row.text(2), .subject = row.text(3)},
                   .satisfaction = row.integer(1),
                   .repeat = row.integer(4) != 0,
                   .count = row.integer(5)});
  return out;
}

}  // namespace minbar::collector
