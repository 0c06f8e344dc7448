#include "sync/collector/satisfaction/ratings.h"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

namespace minbar::collector {

namespace {

constexpr std::int64_t reason_sets = 5'000;  // of one page; a service offers six reasons: 64 sets an answer

// Jumps along the primary key from one place to the next and from one service to the next, so that its cost is the
// number of pairs and not of ratings.
constexpr std::string_view pairs_sql =
    "WITH RECURSIVE spot (place) AS (SELECT min(place) FROM ratings UNION ALL "
    "SELECT (SELECT min(r.place) FROM ratings r WHERE r.place > s.place) FROM spot s WHERE s.place IS NOT NULL), "
    "pair (place, service) AS (SELECT s.place, (SELECT min(r.service) FROM ratings r WHERE r.place = s.place) "
    "FROM spot s WHERE s.place IS NOT NULL UNION ALL "
    "SELECT p.place, (SELECT min(r.service) FROM ratings r WHERE r.place = p.place AND r.service > p.service) "
    "FROM pair p WHERE p.service IS NOT NULL) ";

// The last column tells an empty range from one of nothing but repeats.
constexpr std::string_view sums_sql =
    "SELECT coalesce(sum(count) FILTER (WHERE satisfaction = 1 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 2 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 3 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 4 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE satisfaction = 5 AND soon_after_another = 0), 0), "
    "coalesce(sum(count) FILTER (WHERE soon_after_another = 1), 0), count(*) "
    "FROM ratings WHERE place = $1 AND service = $2 AND made_at_s >= $3 AND made_at_s < $4";

// CROSS JOIN keeps the order: for each pair, the range of its days in the primary key.
constexpr std::string_view chosen_sql =
    "FROM pair p CROSS JOIN ratings r ON r.place = p.place AND r.service = p.service "
    "WHERE r.made_at_s >= $1 AND r.made_at_s < $2 AND ($3 = '' OR p.place = $3) AND ($4 = '' OR p.service = $4) ";

Result<std::vector<RatedPair>> pairs_in(db::Database& database) {
  const auto rows =
      TRY(database.query(fmt::format("{}SELECT place, service FROM pair WHERE service IS NOT NULL", pairs_sql)));
  std::vector<RatedPair> pairs;
  for (const auto& row : rows) pairs.push_back({.place = row.text(0), .service = row.text(1)});
  return pairs;
}

}  // namespace

std::int64_t Answers::total() const { return std::accumulate(counts.begin(), counts.end(), std::int64_t{0}); }

Answers& Answers::operator+=(const Answers& other) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
  repeats += other.repeats;
  return *this;
}

Result<std::vector<RatedPair>> rated_pairs(Storage& storage) {
  return storage.read([](db::Database& database) { return pairs_in(database); });
}

// One sum after the other over each pair's range: the engine would sort every row to group them all at once.
Result<std::vector<TallyRow>> tally(Storage& storage, const RatingFilter& filter) {
  return storage.read([&](db::Database& database) -> Result<std::vector<TallyRow>> {
    std::vector<TallyRow> out;
    for (auto& of : TRY(pairs_in(database))) {
      if ((!filter.place.empty() && of.place != filter.place) ||
          (!filter.service.empty() && of.service != filter.service))
        continue;
      const auto row = TRY(database.query_one(sums_sql, {of.place, of.service, filter.from_s, filter.until_s})).value();
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
        fmt::format("SELECT satisfaction, reasons, sum(count) AS n FROM ratings "
                    "WHERE reasons <> '' AND soon_after_another = 0 AND made_at_s >= $1 AND made_at_s < $2 "
                    "AND ($3 = '' OR place = $3) AND ($4 = '' OR service = $4) "
                    "GROUP BY reasons, satisfaction ORDER BY n DESC LIMIT {}",
                    reason_sets),
        {filter.from_s, filter.until_s, filter.place, filter.service});
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
        fmt::format("{}SELECT r.comment, r.satisfaction, p.place, p.service, r.soon_after_another, sum(r.count) {}"
                    "AND r.comment <> '' GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5 LIMIT $5 OFFSET $6",
                    pairs_sql, chosen_sql),
        {filter.from_s, filter.until_s, filter.place, filter.service, query.limit, query.skip});
  }));
  std::vector<CommentRow> out;
  for (const auto& row : rows)
    out.push_back({.comment = row.text(0),
                   .of = {.place = row.text(2), .service = row.text(3)},
                   .satisfaction = row.integer(1),
                   .repeat = row.integer(4) != 0,
                   .count = row.integer(5)});
  return out;
}

}  // namespace minbar::collector
