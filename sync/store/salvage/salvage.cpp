#include "sync/store/salvage/salvage.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <tuple>

#include "sync/db/migrate.h"
#include "sync/seal/envelope.h"
#include "sync/seal/hash.h"
#include "sync/store/folder.h"
#include "sync/store/kept_head.h"
#include "sync/store/salvage/places.h"

namespace minbar::store {

namespace {

bool is_signed(const PageFile& file, const RecordRow& record, const std::optional<seal::RecordPublicKey>& key) {
  const auto row = key ? row_at(file, record.at) : std::nullopt;
  const auto envelope = row ? seal::parse_envelope(row->bytes(5)) : fail(Errc::not_found, "");
  return envelope && seal::verify_envelope(*envelope, *key).has_value();
}

// Without a private head the shared row is the best that there is.
std::optional<seal::ChainHead> head_in(const Readable& readable, const std::optional<seal::ChainHead>& kept) {
  if (kept) return kept;
  const auto row = readable.single.find(Shape::kiosk);
  if (row == readable.single.end()) return std::nullopt;
  const auto chain = row->second.id<ChainId>(1);
  const auto hash = row->second.id<seal::Hash>(4);
  const auto sequence = row->second.integer(3, -1);
  if (!chain || !hash || sequence < 0 || sequence > static_cast<std::int64_t>(last_sequence)) return std::nullopt;
  return seal::ChainHead{.chain = *chain, .sequence = static_cast<std::uint64_t>(sequence), .hash = *hash};
}

History history_in(const PageFile& file, Readable& readable, const SalvageOrder& order) {
  return history_of(std::move(readable.records), head_in(readable, order.kept), [&](const RecordRow& row) {
    return is_signed(file, row, order.known.key) || is_signed(file, row, order.known.former_key);
  });
}

// Records of identities that were given up: no hash leads to them, and of the keys that signed them the private folder
// has the last at most. They are sent and the collector judges, unless their bytes are not what was written.
void keep_whole_former(const PageFile& file, Readable& readable, const SalvageOrder& order) {
  std::erase_if(readable.former, [&](const RecordRow& record) {
    if (record.at.page.stray) return true;
    if (!record.previous) return false;
    const auto row = row_at(file, record.at);
    if (row && row->id<seal::Hash>(4) == seal::hash_of(row->bytes(5))) return false;
    return !is_signed(file, record, order.known.former_key) && !is_signed(file, record, order.known.key);
  });
  // of two of one place the one that has its bytes, and that waits
  std::stable_sort(readable.former.begin(), readable.former.end(), [](const RecordRow& a, const RecordRow& b) {
    return std::tuple(!a.previous, a.state) < std::tuple(!b.previous, b.state);
  });
}

}  // namespace

Result<Salvaged> salvage(const SalvageOrder& order) {
  const auto file = TRY(PageFile::open(order.damaged, order.damaged.string() + "-wal"));
  auto readable = readable_in(file);
  const auto history = history_in(file, readable, order);
  keep_whole_former(file, readable, order);
  std::error_code ignored;
  for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove_all(order.fresh.string() + part, ignored);
  auto fresh = TRY(db::Database::open(
      order.fresh, {.group_writable = true, .secure_delete = true, .cuttable = true, .whole_at_end = true}));
  TRY(db::migrate(fresh, schema_steps()));
  auto salvaged =
      TRY(fill(fresh, {.file = file, .readable = readable, .history = history, .sparing = order.sparing}, order.known));
  TRY(fresh.checkpoint());
  return salvaged;
}

Result<bool> is_all_there(const SalvageOrder& order) {
  const auto file = TRY(PageFile::open(order.damaged, order.damaged.string() + "-wal"));
  auto readable = readable_in(file);
  const auto history = history_in(file, readable, order);
  keep_whole_former(file, readable, order);
  const auto last = history.head ? static_cast<std::int64_t>(history.head->sequence) : 0;
  return is_all_there(readable, std::ssize(history.records), last);
}

Result<More> salvage_more(const SalvageOrder& order, const std::function<bool()>& is_wanted) {
  auto file = TRY(PageFile::open(order.damaged, order.damaged.string() + "-wal", order.go_on));
  auto readable = records_in(file, order.from_page);
  if (is_wanted && is_wanted()) return More{.next = order.from_page};
  const bool whole = order.from_page == 1 && !file.unreadable();
  file.read_on();  // the rows that were found
  const auto history = history_in(file, readable, order);
  keep_whole_former(file, readable, order);
  auto database = TRY(db::Database::open(
      order.fresh,
      {.create = false, .group_writable = true, .secure_delete = true, .whole_at_end = true, .log_stays = true}));
  const auto added = TRY(add_missing(
      database, {.file = file, .readable = readable, .history = history, .partial = !whole}, order.missing));
  return More{.records = added, .whole = whole, .next = std::max<std::uint32_t>(1, readable.next)};
}

}  // namespace minbar::store
