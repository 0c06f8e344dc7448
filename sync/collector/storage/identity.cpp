#include "sync/collector/storage/identity.h"

namespace minbar::collector {

Result<CollectorId> load_or_make_identity(Storage& storage, const Clock& clock, Random& random) {
  const auto fresh = random.array<16>();
  return storage.write([&](db::Database& database) -> Result<CollectorId> {
    TRY(database.execute("INSERT INTO collector (one, id, made_at_ms) VALUES (1, $1, $2) ON CONFLICT DO NOTHING",
                         {ByteView(fresh), clock.wall_ms()}));
    const auto row = TRY(database.query_one("SELECT id FROM collector WHERE one = 1"));
    return row->id<CollectorId>(0);
  });
}

}  // namespace minbar::collector
