#include "sync/store/room/shrinking.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/store/room/disk.h"

namespace minbar::store {

namespace {

constexpr std::int64_t cut_by_some = 2;  // PRAGMA auto_vacuum = INCREMENTAL

struct Pages {
  std::int64_t free = 0;
  std::int64_t used_bytes = 0;
  bool cuttable = false;
};

Result<Pages> pages_of(db::Database& database) {
  const auto row =
      TRY(database.query_one("SELECT freelist_count, (page_count - freelist_count) * page_size, auto_vacuum FROM "
                             "pragma_freelist_count, pragma_page_count, pragma_page_size, pragma_auto_vacuum"));
  return Pages{.free = row->integer(0), .used_bytes = row->integer(1), .cuttable = row->integer(2) == cut_by_some};
}

}  // namespace

Result<bool> can_be_cut(db::Database& database) { return TRY(pages_of(database)).cuttable; }

Result<std::int64_t> cut_free_pages(db::Database& database, std::int64_t left, const Clock& clock) {
  const auto began_ms = clock.monotonic_ms();
  std::int64_t sum = 0;
  while (clock.monotonic_ms() - began_ms < limits::shrinking_ms) {
    const auto pages = TRY(pages_of(database));
    if (!pages.cuttable || pages.free <= left) break;
    const auto most = std::min(pages.free - left, limits::pages_cut_at_once);
    TRY(database.transaction([&] { return database.cut(most); }));
    sum += most;
  }
  return sum;
}

Result<bool> make_it_cuttable(db::Database& database, const std::filesystem::path& folder, const Clock& clock) {
  const auto pages = TRY(pages_of(database));
  if (pages.cuttable) return true;
  const auto disk = TRY(space_of(folder));
  // the log gets the whole once, and the file is written over from it
  if (pages.used_bytes > limits::made_anew_bytes || disk.free < 2 * pages.used_bytes + limits::room_again_bytes)
    return false;
  const auto end_ms = clock.monotonic_ms() + limits::made_anew_ms;
  TRY(database.make_anew([&] { return clock.monotonic_ms() < end_ms; }));
  static_cast<void>(database.checkpoint());
  log(LogEvent::store_made_anew);
  return TRY(pages_of(database)).cuttable;
}

}  // namespace minbar::store
