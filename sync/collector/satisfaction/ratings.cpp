#include "sync/collector/satisfaction/ratings.h"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

namespace minbar::collector {

namespace {

constexpr std::int64_t reason_sets = 5'000;  // of one page; a service offers six reasons: 64 sets an answer

// Jumps along the primary key from one place to the next and from one subject to the next, so that its cost is the
// number of pairs and not of ratings.
constexpr std::string_view pairs_sql =
    "WITH RECURSIVE spot (place) AS (SELECT min(place) FROM ratings WHERE kind = $1 UNION ALL "
    "SELECT (SELECT min(r.place) FROM ratings r WHERE r.kind = $1 AND r.place > s.place) FROM spot s "
    "WHERE s.place IS NOT NULL), pair (place, subject) AS (SELECT s.place, (SELECT min(r.subject) FROM ratings r "
    "WHERE r.kind = $1 AND r.place = s.place) FROM spot s WHERE s.place IS NOT NULL UNION ALL "
    "SELECT p.place, (SELECT min(r.subject) FROM ratings r WHERE r.kind = $1 AND r.place = p.place "
    "AND r.subject > p.subject) FROM pair p WHERE p.subject IS NOT NULL) ";

// The last column tells an empty range from one of nothing but repeats.
constexpr std::string_view sums_sql =
    "SELECT coalesce(sum(count) FILTER (WHERE satisfaction = 1 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 2 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 3 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 4 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 5 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE soon_after_another = 1), 0), count(*) "
    "FROM ratings WHERE kind = $1 AND place = $2 AND subject = $3 AND made_at_s >= $4 AND made_at_s < $5";

// CROSS JOIN keeps the order: for each pair, the range of its days in the primary key.
constexpr std::string_view chosen_sql =
    "FROM pair p CROSS JOIN ratings r ON r.kind = $1 AND r.place = p.place AND r.subject = p.subject "
    "WHERE r.made_at_s >= $2 AND r.made_at_s < $3 AND ($4 = '' OR p.place = $4) AND ($5 = '' OR p.subject = $5) ";

Result<std::vector<RatedPair>> pairs_in(db::Database& database, SubjectKind kind) {
  const auto rows = TRY(database.query(
      fmt::format("{}SELECT place, subject FROM pair WHERE subject IS NOT NULL", pairs_sql), {name_of(kind)}));
  std::vector<RatedPair> pairs;
  for (const auto& row : rows) pairs.push_back({.place = row.text(0), .subject = row.text(1)});
  return pairs;
}

}  // namespace

std::int64_t Answers::total() const { return std::accumulate(counts.begin(), counts.end(), std::int64_t{0}); }

Answers& Answers::operator+=(const Answers& other) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
  repeats += other.repeats;
  return *this;
}

SubjectKind kind_of(const RatingSubject& subject) {
  return std::holds_alternative<CommitmentId>(subject) ? SubjectKind::commitment : SubjectKind::service;
}

std::string_view name_of(SubjectKind kind) { return kind == SubjectKind::service ? "service" : "commitment"; }

Result<std::vector<RatedPair>> rated_pairs(Storage& storage, SubjectKind kind) {
  return storage.read([&](db::Database& database) { return pairs_in(database, kind); });
}

// One sum after the other over each pair's range: the engine would sort every row to group them all at once.
Result<std::vector<TallyRow>> tally(Storage& storage, const RatingFilter& filter) {
  return storage.read([&](db::Database& database) -> Result<std::vector<TallyRow>> {
    std::vector<TallyRow> out;
    for (auto& of : TRY(pairs_in(database, filter.kind))) {
      if ((!filter.place.empty() && of.place != filter.place) ||
          (!filter.subject.empty() && of.subject != filter.subject))
        continue;
      const auto row =
          TRY(database.query_one(sums_sql, {name_of(filter.kind), of.place, of.subject, filter.from_s, filter.until_s}))
              .value();
      if (row.integer(6) == 0) continue;
      Answers answers{.counts = {}, .repeats = row.integer(5)};
      for (std::size_t i = 0; i < answers.counts.size(); ++i) answers.counts.at(i) = row.integer(i);
      out.push_back({.of = std::move(of), .answers = answers});
    }
    return out;
  });
}

Mood mood_of(std::int64_t satisfaction) {
  if (satisfaction == 3) return Mood::neutral;
  return satisfaction < 3 ? Mood::dissatisfied : Mood::satisfied;
}

Result<std::vector<ReasonCount>> reasons_named(Storage& storage, const RatingFilter& filter) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(
        fmt::format(
            "SELECT satisfaction, reasons, sum(count) AS n FROM ratings "
            "WHERE reasons <> '' AND soon_after_another = 0 AND kind = $1 AND made_at_s >= $2 AND made_at_s < $3 "
            "AND ($4 = '' OR place = $4) AND ($5 = '' OR subject = $5) "
            "GROUP BY reasons, satisfaction ORDER BY n DESC LIMIT {}",
            reason_sets),
        {name_of(filter.kind), filter.from_s, filter.until_s, filter.place, filter.subject});
  }));
  std::map<std::string, ReasonCount, std::less<>> found;
  for (const auto& row : rows) {
    std::string_view rest = row.text(1);
    while (!rest.empty()) {
      const auto end = std::min(rest.find(' '), rest.size());
      auto& reason = found.try_emplace(std::string(rest.substr(0, end))).first->second;
      reason.by_mood.at(static_cast<std::size_t>(mood_of(row.integer(0)))) += row.integer(2);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
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
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(
        fmt::format("{}SELECT r.comment, r.satisfaction, p.place, p.subject, r.soon_after_another, sum(r.count) {}"
                    "AND r.comment <> '' GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5 LIMIT $6 OFFSET $7",
                    pairs_sql, chosen_sql),
        {name_of(filter.kind), filter.from_s, filter.until_s, filter.place, filter.subject, query.limit, query.skip});
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
