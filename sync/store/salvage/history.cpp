#include "sync/store/salvage/history.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace minbar::store {

namespace {

// What is rather believed stands first: an intact commit, sealed bytes, and of two states the one that waits, since
// what is sent twice is kept once.
auto rank(const RecordRow& row) {
  return std::tuple(-row.sequence, row.at.page.stray.has_value(), !row.previous, row.state);
}

// Of the newest envelope that this kiosk signed.
std::optional<ChainId> own_chain(const std::vector<RecordRow>& records,
                                 const std::function<bool(const RecordRow&)>& is_own) {
  for (const auto& row : records)
    if (row.chain && !row.at.page.stray && is_own(row)) return row.chain;
  return std::nullopt;
}

// What was written after the head was last kept hangs on it.
void extend(seal::ChainHead& head, const std::vector<RecordRow>& records) {
  for (auto row = records.rbegin(); row != records.rend(); ++row) {
    const auto next = static_cast<std::int64_t>(head.sequence) + 1;
    if (row->sequence < next || row->at.page.stray) continue;
    if (row->sequence > next) return;
    if (row->previous == head.hash) head = {.chain = head.chain, .sequence = head.sequence + 1, .hash = row->header};
  }
}

// Those of one place.
const RecordRow* chosen(std::span<const RecordRow> place, const std::optional<seal::Hash>& wanted,
                        const std::function<bool(const RecordRow&)>& is_own) {
  for (const auto& row : place) {
    if (wanted && row.header == *wanted) return &row;
    if (!wanted && !row.at.page.stray && (!row.previous || is_own(row))) return &row;
  }
  return nullptr;
}

}  // namespace

History history_of(std::vector<RecordRow> records, const std::optional<seal::ChainHead>& kept,
                   const std::function<bool(const RecordRow&)>& is_own) {
  std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return rank(a) < rank(b); });
  History out{.head = kept};
  const auto chain = kept ? std::optional(kept->chain) : own_chain(records, is_own);
  if (!chain) return out;
  std::erase_if(records, [&](const RecordRow& row) { return row.chain && *row.chain != *chain; });
  if (!out.head) out.head = {.chain = *chain, .sequence = 0, .hash = {}};
  extend(*out.head, records);
  std::optional<seal::Hash> wanted = out.head->hash;
  auto next = static_cast<std::int64_t>(out.head->sequence);
  // without a kept head the newest record that is the kiosk's own is the last
  const bool open_ended = !kept;
  for (auto from = records.begin(); from != records.end();) {
    const auto to = std::find_if(from, records.end(), [&](const auto& row) { return row.sequence != from->sequence; });
    const bool past = from->sequence > next && !(open_ended && out.records.empty());
    if (from->sequence != next) wanted.reset();
    const auto* row = past ? nullptr : chosen({from, to}, wanted, is_own);
    if (row != nullptr) {
      if (from->sequence > static_cast<std::int64_t>(out.head->sequence))
        out.head = {.chain = *chain, .sequence = static_cast<std::uint64_t>(row->sequence), .hash = row->header};
      out.records.push_back(*row);
      next = row->sequence - 1;
      wanted = row->previous;
    } else if (!past) {
      wanted.reset();
      next = std::min(next, from->sequence - 1);
    }
    from = to;
  }
  std::reverse(out.records.begin(), out.records.end());
  return out;
}

}  // namespace minbar::store
