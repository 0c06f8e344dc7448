#include "sync/store/kept_chain.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/base/limits.h"
#include "sync/store/gone.h"
#include "sync/store/kept.h"
#include "sync/store/standing.h"

namespace minbar::store {

namespace {

using Ranges = std::vector<wire::SequenceRange>;

// Sequences within a range of which one index tells, the highest first; from `looked_from` on they are all.
struct Found {
  std::vector<std::int64_t> sequences{};
  std::int64_t looked_from = 0;
};

Result<Found> found(db::Database& database, std::string_view sql, const wire::SequenceRange& within) {
  Found out{.looked_from = within.from};
  for (const auto& row : TRY(database.query(sql, {within.from, within.to, limits::ranges_looked_at})))
    out.sequences.push_back(row.integer(0));
  if (out.sequences.size() == static_cast<std::size_t>(limits::ranges_looked_at))
    out.looked_from = out.sequences.back();
  return out;
}

// Where the oldest sealed bytes have gone, some may have stayed between: what waits, and what was acknowledged late.
// Adds what lies between them to `gone`, and returns from where on that is known.
Result<std::int64_t> look_below(db::Database& database, std::int64_t dropped_to, Ranges& gone) {
  const wire::SequenceRange below{.from = 1, .to = dropped_to};
  std::set<std::int64_t> here;
  std::int64_t from = below.from;
  for (const auto* sql : {"SELECT sequence FROM outbox WHERE state = 0 AND sequence BETWEEN $1 AND $2 "
                          "ORDER BY sequence DESC LIMIT $3",
                          "SELECT sequence FROM outbox WHERE " MINBAR_KEPT_RECORD
                          " AND sequence BETWEEN $1 AND $2 ORDER BY sequence DESC LIMIT $3"}) {
    const auto some = TRY(found(database, sql, below));
    here.insert(some.sequences.begin(), some.sequences.end());
    from = std::max(from, some.looked_from);
  }
  auto next = from;
  for (const auto sequence : here) {
    if (sequence < from) continue;
    if (sequence > next) gone.push_back({.from = next, .to = sequence - 1});
    next = sequence + 1;
  }
  if (next <= dropped_to) gone.push_back({.from = next, .to = dropped_to});
  return from;
}

// As few ranges as a message holds: of two neighbours that lie nearest what is between them is no longer claimed.
void fit(Ranges& gone) {
  while (gone.size() > limits::sequence_ranges) {
    auto nearest = gone.begin();
    for (auto it = gone.begin(); std::next(it) != gone.end(); ++it)
      if (std::next(it)->from - it->to < std::next(nearest)->from - nearest->to) nearest = it;
    nearest->to = std::next(nearest)->to;
    gone.erase(std::next(nearest));
  }
}

}  // namespace

Result<std::optional<wire::KeptChain>> kept_chain(Folder& folder) {
  auto& database = folder.database();
  const auto head = head_of(folder);
  const auto row = TRY(database.query_one("SELECT max(0, dropped_to) FROM keeping WHERE one = 1"));
  if (!head || !row) return std::nullopt;
  const auto last = static_cast<std::int64_t>(head->sequence);
  wire::KeptChain out{.chain = head->chain, .kept_from = 1};
  if (const auto dropped_to = std::min(row->integer(0), last); dropped_to > 0)
    out.kept_from = TRY(look_below(database, dropped_to, out.gone));
  const auto damaged = TRY(found(database,
                                 "SELECT sequence FROM outbox WHERE state = 3 AND sequence BETWEEN $1 AND $2 "
                                 "ORDER BY sequence DESC LIMIT $3",
                                 {.from = out.kept_from, .to = last}));
  out.kept_from = std::max(out.kept_from, damaged.looked_from);
  for (const auto sequence : damaged.sequences) out.gone.push_back({.from = sequence, .to = sequence});
  const auto lost = TRY(
      gone_within(database, {.from = out.kept_from, .to = last}, static_cast<std::size_t>(limits::ranges_looked_at)));
  if (lost.size() == static_cast<std::size_t>(limits::ranges_looked_at))
    out.kept_from = std::max(out.kept_from, lost.front().from);
  out.gone.insert(out.gone.end(), lost.begin(), lost.end());
  out.gone = joined(std::move(out.gone));
  while (!out.gone.empty() && out.gone.front().from <= out.kept_from) {
    out.kept_from = std::max(out.kept_from, out.gone.front().to + 1);
    out.gone.erase(out.gone.begin());
  }
  fit(out.gone);
  return out;
}

}  // namespace minbar::store
