#include "sync/store/kiosk_store.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "sync/base/log.h"
#include "sync/db/migrate.h"
#include "sync/store/counters.h"
#include "sync/store/kept_head.h"
#include "sync/store/schema_sql.h"

namespace minbar::store {

namespace {

// The kiosk's folder belongs to two users of one group and to nobody else.
Result<void> prepare_folder(const std::filesystem::path& folder, bool create) {
  if (!create && ::access(folder.c_str(), F_OK) != 0)
    return fail(Errc::not_found, fmt::format("there is no folder {}: is it the right one?", folder.string()));
  if (create && ::mkdir(folder.c_str(), 0770) == 0) {
    ::chmod(folder.c_str(), 02770);
  } else if (create && errno != EEXIST) {
    return fail(Errc::denied,
                fmt::format("cannot make {}: make it with mode 2770 and the group of both users", folder.string()));
  }
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
    return fail(Errc::denied, fmt::format("{} is not a folder", folder.string()));
  if ((info.st_mode & 0007) != 0)
    return fail(Errc::denied,
                fmt::format("{} is open to every user: run chmod 2770 {}", folder.string(), folder.string()));
  return {};
}

// The other program may write the file, and so may whatever has taken its place: what it holds beside our tables, or in
// another shape, is not opened at all. It can be put there later too; then triggers and views still do nothing
// (db/database.h).
Result<void> check_schema(db::Database& database) {
  auto ours = TRY(db::Database::in_memory());
  TRY(db::migrate(ours, schema::migrations));
  if (TRY(db::describe_schema(database)) == TRY(db::describe_schema(ours))) return {};
  return fail(Errc::corrupt,
              "the shared database holds what neither program makes: look who writes in its folder; then README says "
              "how to enrol a kiosk anew. Keep the old folder: records may wait in it");
}

// The rows of which there is one; also those that the other program has deleted.
Result<void> ensure_rows(db::Database& database, Random& random) {
  const auto there =
      TRY(database.query_one("SELECT (SELECT count(*) FROM kiosk) + (SELECT count(*) FROM exchange) + "
                             "(SELECT count(*) FROM content) + (SELECT count(*) FROM blobs_waiting)"));
  if (there && there->integer(0) == 4) return {};
  const ChainId chain{random.array<16>()};
  return database.transaction([&]() -> Result<void> {
    // the other process may have been faster; its chain id stays
    TRY(database.execute(
        "INSERT INTO kiosk (one, chain_id, head_hash, waiting) SELECT 1, $1, $2, count(*) FROM outbox WHERE state = 0 "
        "ON CONFLICT (one) DO NOTHING",
        {chain, seal::Hash{}}));
    TRY(database.execute("INSERT INTO exchange (one) VALUES (1) ON CONFLICT (one) DO NOTHING"));
    TRY(database.execute("INSERT INTO content (one) VALUES (1) ON CONFLICT (one) DO NOTHING"));
    TRY(
        database.execute("INSERT INTO blobs_waiting (one, waiting) SELECT 1, count(*) FROM blob WHERE state = 0 "
                         "ON CONFLICT (one) DO NOTHING"));
    return {};
  });
}

}  // namespace

KioskStore::KioskStore(std::filesystem::path folder, Role role, const Clock& clock, Random& random,
                       db::Database database)
    : folder_(std::move(folder)), role_(role), clock_(&clock), random_(&random), database_(std::move(database)) {}

Result<KioskStore> KioskStore::open(const std::filesystem::path& folder, Role role, const Clock& clock, Random& random,
                                    const StoreOptions& options) {
  TRY(prepare_folder(folder, options.create));
  const auto file = folder / "kiosk.db";
  std::error_code ignored;
  if (std::filesystem::is_symlink(file, ignored))
    return fail(Errc::denied, fmt::format("{} is a link: somebody wants another file written", file.string()));
  auto database = TRY(db::Database::open(
      file, {.create = options.create, .group_writable = true, .secure_delete = true, .max_bytes = options.max_bytes}));
  TRY(db::migrate(database, schema::migrations));
  TRY(check_schema(database));
  TRY(ensure_rows(database, random));
  // the agent must know it too; a disk too full to be told is too full for packs anyway
  if (role == Role::kiosk)
    static_cast<void>(database.execute("UPDATE content SET max_bytes = $1 WHERE one = 1 AND max_bytes IS NOT $1",
                                       {options.max_bytes}));
  KioskStore store(folder, role, clock, random, std::move(database));
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return fail(Errc::io, fmt::format("cannot look at {}", file.string()));
  store.device_ = info.st_dev;
  store.inode_ = info.st_ino;
  return store;
}

bool KioskStore::in_place() const {
  struct stat info {};
  return ::stat((folder_ / "kiosk.db").c_str(), &info) == 0 && info.st_dev == device_ && info.st_ino == inode_;
}

void KioskStore::ring_other() const { ring(folder_, role_ == Role::kiosk ? Role::agent : Role::kiosk); }

Result<std::optional<Stored>> KioskStore::find(const RecordId& id) {
  const auto row = TRY(database_.query_one("SELECT sequence, state FROM outbox WHERE record_id = $1", {id}));
  if (!row) return std::nullopt;
  return Stored{.sequence = static_cast<std::uint64_t>(row->integer(0)),
                .delivery = static_cast<Delivery>(row->integer(1))};
}

Result<Knowledge> KioskStore::knowledge_of(const LookupId& lookup) {
  return database_.snapshot([&]() -> Result<Knowledge> {
    Knowledge out;
    if (const auto row =
            TRY(database_.query_one("SELECT state, stored_ms, EXISTS (SELECT 1 FROM blob b WHERE b.sequence = "
                                    "o.sequence AND b.state > 1) FROM outbox o WHERE lookup_id = $1",
                                    {lookup}))) {
      out.made_here = static_cast<Delivery>(row->integer(0));
      out.recorded_ms = row->integer(1);
      out.recording_kept_back = row->integer(2) != 0;
    }
    for (const auto& row :
         TRY(database_.query("SELECT sequence, sealed FROM reply WHERE lookup_id = $1 ORDER BY sequence DESC LIMIT $2",
                             {lookup, limits::answers_shown})))
      out.replies.push_back({.sequence = row.integer(0), .lookup = lookup, .sealed = row.bytes(1)});
    std::reverse(out.replies.begin(), out.replies.end());
    return out;
  });
}

Result<Backlog> KioskStore::backlog() {
  return database_.snapshot([&]() -> Result<Backlog> {
    Backlog out;
    out.records = TRY(counts()).waiting;
    if (const auto row =
            TRY(database_.query_one("SELECT stored_ms FROM outbox WHERE state = 0 ORDER BY sequence LIMIT 1")))
      out.oldest_wall_ms = row->integer(0);
    return out;
  });
}

Result<seal::ChainHead> KioskStore::head() {
  const auto row = TRY(database_.query_one(
      "SELECT chain_id, head_sequence, head_hash FROM kiosk WHERE one = 1 AND head_sequence BETWEEN 0 AND $1 AND "
      "length(chain_id) = 16 AND length(head_hash) = 32",
      {last_sequence}));
  if (!row) return fail(Errc::corrupt, "the shared database names no place in this kiosk's chain");
  return seal::ChainHead{.chain = row->id<ChainId>(0),
                         .sequence = static_cast<std::uint64_t>(row->integer(1)),
                         .hash = row->id<seal::Hash>(2)};
}

// After a power cut the row may be ahead of what was remembered, never behind it and never far ahead: numbers end.
Result<seal::ChainHead> KioskStore::own_head() {
  const auto shared = head();
  if (!remembered_ || (!shared && shared.error().code != Errc::corrupt)) return shared;
  const bool goes_on =
      shared && shared->chain == remembered_->chain &&
      (shared->sequence == remembered_->sequence ? shared->hash == remembered_->hash
                                                 : shared->sequence - remembered_->sequence <= furthest_ahead);
  if (goes_on) return shared;
  log(Event::chain_set_back, {{"sequence", static_cast<std::int64_t>(remembered_->sequence)}});
  return *remembered_;
}

Result<Counts> KioskStore::counts() {
  const auto row =
      TRY(database_.query_one("SELECT k.waiting, k.delivered, k.set_aside, k.damaged, b.waiting, "
                              "(SELECT count(*) FROM blob WHERE state > 1) FROM kiosk k, blobs_waiting b "
                              "WHERE k.one = 1"));
  if (!row) return missing_row();
  return Counts{.waiting = row->integer(0),
                .delivered = row->integer(1),
                .set_aside = row->integer(2),
                .damaged = row->integer(3),
                .blobs_waiting = row->integer(4),
                .blobs_kept_back = row->integer(5)};
}

}  // namespace minbar::store
