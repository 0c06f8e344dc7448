#include "sync/store/gone.h"

#include <algorithm>

namespace minbar::store {

std::vector<wire::SequenceRange> joined(std::vector<wire::SequenceRange> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  std::vector<wire::SequenceRange> out;
  for (const auto& range : ranges)
    if (!out.empty() && range.from - 1 <= out.back().to)
      out.back().to = std::max(out.back().to, range.to);
    else
      out.push_back(range);
  return out;
}

Result<std::vector<wire::SequenceRange>> gone_within(db::Database& database, const wire::SequenceRange& within,
                                                     std::size_t most) {
  std::vector<wire::SequenceRange> out;
  for (const auto& row :
       TRY(database.query("SELECT max(from_sequence, $1), min(to_sequence, $2) FROM gone WHERE from_sequence <= $2 AND "
                          "to_sequence >= max(from_sequence, $1) ORDER BY from_sequence DESC LIMIT $3",
                          {within.from, within.to, most})))
    out.push_back({.from = row.integer(0), .to = row.integer(1)});
  return joined(std::move(out));
}

Result<void> note_gone(db::Database& database, const wire::SequenceRange& range) {
  const auto row = TRY(
      database.query_one("SELECT min($1, coalesce(min(from_sequence), $1)), max($2, coalesce(max(to_sequence), $2)) "
                         "FROM gone WHERE from_sequence <= $2 + 1 AND to_sequence >= $1 - 1",
                         {range.from, range.to}));
  const wire::SequenceRange whole{.from = row->integer(0), .to = row->integer(1)};
  TRY(database.execute("DELETE FROM gone WHERE from_sequence BETWEEN $1 AND $2", {whole.from, whole.to}));
  TRY(database.execute("INSERT INTO gone (from_sequence, to_sequence) VALUES ($1, $2)", {whole.from, whole.to}));
  return {};
}

Result<bool> is_gone(db::Database& database, std::int64_t place) {
  return TRY(database.query_one("SELECT 1 FROM gone WHERE from_sequence <= $1 AND to_sequence >= $1 LIMIT 1", {place}))
      .has_value();
}

Result<void> found_again(db::Database& database, std::int64_t place) {
  const auto rows = TRY(database.query(
      "SELECT from_sequence, to_sequence FROM gone WHERE from_sequence <= $1 AND to_sequence >= $1", {place}));
  for (const auto& row : rows) {
    TRY(database.execute("DELETE FROM gone WHERE from_sequence = $1", {row.integer(0)}));
    if (row.integer(0) < place) TRY(note_gone(database, {.from = row.integer(0), .to = place - 1}));
    if (row.integer(1) > place) TRY(note_gone(database, {.from = place + 1, .to = row.integer(1)}));
  }
  return {};
}

}  // namespace minbar::store
