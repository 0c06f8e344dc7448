#include "sync/collector/storage/home.h"

#include <optional>

#include <fmt/format.h>

#include "sync/collector/storage/identity.h"
#include "sync/collector/storage/own_keys.h"
#include "sync/collector/storage/start_check.h"
#include "sync/collector/storage/successors.h"
#include "sync/seal/init.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

// A copy of a database whose rows were all in its log has a size and no rows.
Result<bool> is_empty(db::Database& database) {
  const auto table =
      TRY(database.query_one("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'collector'"));
  if (table->integer(0) == 0) return true;
  const auto row = TRY(database.query_one("SELECT count(*) FROM collector"));
  return row->integer(0) == 0;
}

// Of a whole folder, before anything is written into it. Says whether its database is empty.
Result<bool> look_before(const fs::path& data, const CollectorKeys& keys) {
  const auto file = database_file(data);
  {
    auto database = TRY(db::Database::open(file, {.create = false, .read_only = true}));
    if (TRY(is_empty(database))) return true;
    if (!TRY(may_belong_to(database, keys)))
      return fail(Errc::conflict,
                  fmt::format("the database {} belongs to other keys than those in {}: put back the database or the "
                              "keys, so that both are of one collector. Nothing was changed",
                              file.string(), (data / "keys").string()));
  }
  TRY(look_at_edges(file));
  return false;
}

tl::unexpected<Error> damaged(const fs::path& data, const Error& error) {
  if (error.code != Errc::corrupt) return tl::unexpected(error);
  return fail(
      Errc::corrupt,
      fmt::format("the database {} is damaged ({}): keep a copy of {}, then restore a backup. Nothing was taken "
                  "or answered; kiosks keep what they have",
                  database_file(data).string(), error.context, (data / "db").string()));
}

// Whole, or begun by a first start: under the lock when it is not whole at once.
Result<FolderState> settled_state(const fs::path& data, WhenNew when_new, std::optional<FileLock>& starting) {
  auto state = state_of(data);
  if (state == FolderState::whole) return state;
  starting.emplace(TRY(wait_for_start_lock(data)));
  state = state_of(data);  // another program may have made all of it meanwhile
  if (state == FolderState::fresh && when_new == WhenNew::refuse)
    return fail(Errc::not_found, fmt::format("there is no collector in {}", data.string()));
  const bool anew = state == FolderState::fresh ||
                    (state == FolderState::keys_without_database && when_new == WhenNew::under_old_keys);
  if (!anew) TRY(check_state(data, state));
  if (anew) {
    TRY(begin_first_start(data));
    state = FolderState::begun;
  }
  return state;
}

Result<Home> open_parts(const fs::path& data, CollectorKeys keys, const Clock& clock, Random& random) {
  auto storage = TRY(Storage::open(database_file(data), marks_file(data)));
  TRY(note_own_keys(*storage, keys));
  const auto id = TRY(load_or_make_identity(*storage, clock, random));
  TRY(check_collector(keys, id));
  auto erased = TRY(Erased::open(erased_file(data)));
  return Home{.keys = std::move(keys), .storage = std::move(storage), .id = id, .erased = std::move(erased)};
}

}  // namespace

Result<Home> open_home(const fs::path& data, WhenNew when_new, const Clock& clock, Random& random) {
  seal::init();
  std::error_code ignored;
  if (when_new == WhenNew::refuse && !fs::exists(data, ignored))
    return fail(Errc::not_found, fmt::format("there is no collector in {}", data.string()));
  TRY(prepare_data_folder(data));
  std::optional<FileLock> starting;
  const auto state = TRY(settled_state(data, when_new, starting));
  auto keys = TRY(load_keys(data, random));
  if (state == FolderState::whole) {
    const auto empty = look_before(data, keys);
    if (!empty) return damaged(data, empty.error());
    if (*empty && when_new != WhenNew::under_old_keys)
      return tl::unexpected(check_state(data, FolderState::keys_without_database).error());
    if (!*empty && when_new == WhenNew::under_old_keys)
      return fail(Errc::conflict, fmt::format("there is a collector in {}: nothing was changed", data.string()));
  }
  auto home = open_parts(data, std::move(keys), clock, random);
  if (!home) return damaged(data, home.error());
  if (state == FolderState::begun) TRY(end_first_start(data));
  return home;
}

Result<Home> existing_home(const fs::path& data) {
  const SystemClock clock;
  SystemRandom random;
  return open_home(data, WhenNew::refuse, clock, random);
}

}  // namespace minbar::collector
