#include "sync/store/salvage/places.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "sync/base/limits.h"
#include "sync/store/gone.h"

namespace minbar::store {

namespace {

constexpr std::int64_t most = 1'000'000'000;  // of a count that another program may have written

Result<Places> empty_places(db::Database& fresh, std::int64_t last) {
  Places out;
  std::int64_t next = 1;
  while (next <= last) {
    const auto rows = TRY(fresh.query("SELECT sequence FROM outbox WHERE sequence >= $1 ORDER BY sequence LIMIT $2",
                                      {next, limits::salvage_rows}));
    for (const auto& row : rows) {
      const auto here = std::min(row.integer(0), last + 1);
      if (here > next) out.push_back({.from = next, .to = here - 1});
      next = here + 1;
    }
    if (!rows.empty()) continue;
    if (next <= last) out.push_back({.from = next, .to = last});
    break;
  }
  return out;
}

// As the damaged file has them, as far as it can be read.
Places lost_before(const Readable& readable, std::int64_t last) {
  Places out;
  const auto rows = readable.small.find("gone");
  if (rows == readable.small.end()) return out;
  for (const auto& row : rows->second) {
    const auto* to = row.values.size() == 2 ? std::get_if<std::int64_t>(&row.values[1]) : nullptr;
    if (to == nullptr || row.rowid < 1 || *to < row.rowid || row.rowid > last) continue;
    out.push_back({.from = row.rowid, .to = std::min(*to, last)});
  }
  return joined(std::move(out));
}

Places both(const Places& some, const Places& others) {
  Places out;
  for (auto a = some.begin(), b = others.begin(); a != some.end() && b != others.end();) {
    const wire::SequenceRange shared{.from = std::max(a->from, b->from), .to = std::min(a->to, b->to)};
    if (shared.from <= shared.to) out.push_back(shared);
    ++(a->to < b->to ? a : b);
  }
  return out;
}

std::int64_t count(const Places& places) {
  std::int64_t out = 0;
  for (const auto& range : places) out += range.to - range.from + 1;
  return out;
}

// Without the row all before the first record may have shrunk, as where it is made again (folder.cpp).
Result<std::int64_t> before_first(db::Database& fresh, std::int64_t last) {
  const auto row = TRY(fresh.query_one("SELECT coalesce(min(sequence), 1) - 1 FROM outbox WHERE sequence > 0"));
  return std::min(row->integer(0), last);
}

// No place of the chain tells of them.
Result<std::int64_t> former_missing(db::Database& fresh, std::int64_t were) {
  const auto row = TRY(fresh.query_one("SELECT count(*) FROM outbox WHERE sequence < 0"));
  return std::max<std::int64_t>(0, were - row->integer(0));
}

}  // namespace

bool is_all_there(const Readable& readable, std::int64_t records, std::int64_t last) {
  const auto row = readable.single.find(Shape::keeping);
  if (row == readable.single.end() || !row->second.maybe_integer(15)) return false;
  const auto number = [&](std::size_t column) {
    return std::clamp<std::int64_t>(row->second.integer(column), 0, most);
  };
  return records + number(15) + number(18) >= last && std::ssize(readable.former) >= number(19);
}

Result<Reckoned> reckon(db::Database& fresh, const Readable& readable, std::int64_t last) {
  const auto found = readable.single.find(Shape::keeping);
  const auto* row = found == readable.single.end() ? nullptr : &found->second;
  if (row != nullptr && !row->maybe_integer(15)) row = nullptr;  // of before these were counted
  const auto number = [&](std::size_t column, std::int64_t bound) {
    return std::clamp<std::int64_t>(row->integer(column), 0, bound);
  };
  const auto empty = TRY(empty_places(fresh, last));
  const auto before = lost_before(readable, last);
  const auto all = count(empty);
  Reckoned out;
  out.knows_lost = row != nullptr;
  auto& shrunk = out.shrunk;
  shrunk.to = row != nullptr ? number(14, last) : TRY(before_first(fresh, last));
  const auto below = both(empty, {{.from = 1, .to = shrunk.to}});
  const auto above = both(empty, {{.from = shrunk.to + 1, .to = last}});
  const auto lost_below = both(below, before);
  // as many as must have shrunk if nothing below is lost but what was
  const auto expected = count(below) - count(lost_below);
  std::int64_t known = count(both(above, before));
  if (row != nullptr) {
    shrunk.dropped_to = number(5, last);
    shrunk.places = number(15, count(below));
    shrunk.delivered = number(16, most);
    shrunk.set_aside = number(17, most);
    known = std::max(known, number(18, last));
  } else {
    shrunk.dropped_to = shrunk.to;
    shrunk.places = shrunk.delivered = expected;
    known += count(lost_below);
  }
  out.gone = empty;
  if (row != nullptr && shrunk.places == expected) {
    out.gone = lost_below;
    out.gone.insert(out.gone.end(), above.begin(), above.end());
    out.gone = joined(std::move(out.gone));
  }
  shrunk.lost = all - shrunk.places;
  out.missing = std::max<std::int64_t>(0, shrunk.lost - known) +
                TRY(former_missing(fresh, row != nullptr ? number(19, most) : 0));
  return out;
}

}  // namespace minbar::store
