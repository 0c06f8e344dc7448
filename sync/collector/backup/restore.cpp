#include "sync/collector/backup/restore.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/hex.h"
#include "sync/base/number.h"
#include "sync/collector/backup/backup_key_file.h"
#include "sync/collector/backup/backup_notes.h"
#include "sync/collector/backup/put_in_place.h"
#include "sync/collector/backup/sealed_file.h"
#include "sync/collector/backup/snapshot.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/erased.h"
#include "sync/collector/storage/own_keys.h"
#include "sync/collector/storage/successors.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

// What an operator would miss most: what kiosks were told is safe, here or in a newer backup.
Result<void> ask_database(const fs::path& data, RestorePlan& plan, std::vector<ChainHere>& safe) {
  const auto state = state_of(data);
  if (state == FolderState::fresh || state == FolderState::keys_without_database) return {};
  const auto asked = [&]() -> Result<void> {
    auto database = TRY(db::Database::open(database_file(data), {.create = false, .read_only = true}));
    const auto row = TRY(database.query_one("SELECT id FROM collector WHERE one = 1"));
    if (!row) return {};
    plan.there_is_one = true;
    plan.is_another = row->id<CollectorId>(0) != plan.chosen.head.collector;
    if (plan.is_another) return {};
    safe = TRY(told_safe(database));
    plan.made_safe_since = TRY(last_safe_backup(database)) > plan.chosen.head.number;
    return {};
  }();
  plan.is_unreadable = !asked;
  return {};
}

std::string unused_name(const fs::path& data, std::int64_t now_ms) {
  const auto name = "before-restore-" + time_for_a_name(now_ms);
  std::error_code ignored;
  const auto used = [&](const std::string& n) {
    return fs::exists(data / "db" / n, ignored) || fs::exists(data / "keys" / n, ignored);
  };
  if (!used(name)) return name;
  for (int nth = 2;; ++nth)
    if (auto next = fmt::format("{}-{}", name, nth); !used(next)) return next;
}

// Whether the keys by which kiosks know a collector are those that are there.
bool same_collector(const std::vector<KeyFile>& there, const std::vector<KeyFile>& put) {
  const auto equal = [&](std::string_view name) {
    const auto find = [&](const std::vector<KeyFile>& keys) {
      return std::find_if(keys.begin(), keys.end(), [&](const KeyFile& key) { return key.name == name; });
    };
    const auto a = find(there);
    const auto b = find(put);
    return a != there.end() && b != put.end() && seal::equal_constant_time(a->bytes, b->bytes);
  };
  return equal("opening.key") && equal("signing.key");
}

// Keys that are there and are the same stay, with what was added to them since; what the backup has beyond them comes.
Result<Placing> stage_keys(const fs::path& data, const Unpacked& unpacked, bool& were_there) {
  const auto there = TRY(keys_in(data / "keys"));
  were_there = same_collector(there, unpacked.keys);
  const auto names = names_of(there);
  Placing placing{.aside = {}, .all_keys = !were_there};
  const auto given = names_of(unpacked.keys);
  for (const auto& key : unpacked.keys) {
    if (is_left_over(key.name, given)) continue;
    const auto known =
        std::find_if(there.begin(), there.end(), [&](const KeyFile& one) { return one.name == key.name; });
    const bool stays = were_there && known != there.end() && !is_left_over(key.name, names);
    if (stays && is_of_a_succession(key.name) && !seal::equal_constant_time(known->bytes, key.bytes))
      return fail(
          Errc::conflict,
          fmt::format("{} is another than the backup's: it is damaged, or keys were exchanged twice under one "
                      "number, once after an older backup was put back. Nothing was changed. Move that file, and "
                      "the others of its number, out of keys/ and restore again; keep them",
                      (data / "keys" / key.name).string()));
    if (stays) continue;
    TRY(write_file(staged_keys(data) / key.name, key.bytes, 0600));
    placing.keys.push_back(key.name);
  }
  return placing;
}

// The first: the database knows no others.
Result<CollectorKeys> load_placed_keys(const fs::path& data, bool were_there) {
  const auto folder = were_there ? data / "keys" : staged_keys(data);
  auto opening = TRY(seal::OpeningKey::load(folder / "opening.key"));
  auto signing = TRY(seal::SigningKey::load(folder / "signing.key"));
  return CollectorKeys{.opening = seal::OpeningKeys(std::move(opening)),
                       .signing = seal::SigningKeys(std::move(signing))};
}

// Who was signed in when a backup was made is not signed in once it is restored, and no link of then works again.
Result<void> end_sessions(db::Database& database) {
  return database.transaction([&]() -> Result<void> {
    TRY(database.execute("DELETE FROM sessions"));
    TRY(database.execute("DELETE FROM links"));
    return {};
  });
}

// The copy cannot know of the backup that it is: that was noted once it had been read back.
Result<void> note_restored(db::Database& database, const fs::path& data, const BackupFile& chosen,
                           std::int64_t now_ms) {
  struct stat file {};
  if (::stat(chosen.path.c_str(), &file) != 0)
    return fail(Errc::io, fmt::format("cannot look at {}", chosen.path.string()));
  const bool elsewhere = TRY(lies_elsewhere(file.st_dev, {data, data / "keys", staged_database(data)}));
  const BackupNote note{.number = chosen.head.number,
                        .made_at_ms = chosen.head.made_at_ms,
                        .verified_at_ms = now_ms,
                        .elsewhere = elsewhere,
                        .bytes = static_cast<std::int64_t>(file.st_size)};
  const auto newest = TRY(newest_backup(database));
  if (newest && newest->number >= note.number) return {};
  return database.transaction([&] { return note_backup(database, note); });
}

// Proves it where it lies.
Result<void> prove_staged(const fs::path& data, const Unpacked& unpacked, const CollectorKeys& keys,
                          const BackupFile& chosen, std::int64_t now_ms) {
  auto database =
      TRY(db::Database::open(staged_database(data), {.create = false, .secure_delete = true, .whole_at_end = true}));
  TRY(check_copy(database, unpacked.about, unpacked.chains));
  if (!TRY(may_belong_to(database, keys)))
    return fail(Errc::conflict, "the keys in the backup are not those of the database in it: nothing was changed");
  TRY(end_sessions(database));
  return note_restored(database, data, chosen, now_ms);
}

// Only the file itself takes a place.
Result<void> check_one_file(const fs::path& data) {
  std::error_code gone;
  const auto log = fs::file_size(staged_database(data).string() + "-wal", gone);
  if (gone || log == 0) return {};
  return fail(Errc::io, "the restored database could not be made one file: nothing was changed");
}

// What was erased by law stays erased: what either list names.
Result<void> merge_erased(const fs::path& data, const Bytes& list) {
  if (list.empty()) return {};
  const auto file = erased_file(data);
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return write_file(file, list, 0600);
  const auto beside = staged_database(data).parent_path() / "erased.list";
  TRY(write_file(beside, list, 0600));
  const auto restored = TRY(Erased::open(beside));
  const auto there = TRY(Erased::open(file));
  return there->add(restored->ids());
}

}  // namespace

Result<std::vector<BackupFile>> backups_of_sheet(const fs::path& from, const seal::BackupSecret& secret) {
  std::error_code ignored;
  std::vector<BackupFile> all;
  if (fs::is_directory(from, ignored)) {
    all = TRY(backups_in(from));
  } else {
    auto head = head_of_file(from);
    if (!head) return fail(head.error().code, fmt::format("{}: {}", from.string(), head.error().context));
    all.push_back({.path = from, .head = *head});
  }
  if (all.empty()) return fail(Errc::not_found, fmt::format("there is no backup in {}", from.string()));
  const auto other = all.back().head.key;
  std::erase_if(all, [&](const BackupFile& file) { return file.head.key != secret.key().id(); });
  if (all.empty())
    return fail(Errc::denied,
                fmt::format("this recovery sheet, of backup key {}, opens nothing in {}: what is there is sealed to {} "
                            "or others. The sheet says which key it is of",
                            to_hex(secret.key().id().view()), from.string(), to_hex(other.view())));
  return all;
}

Result<BackupFile> choose(const std::vector<BackupFile>& files, const std::string& at) {
  if (at.empty()) return files.back();
  const auto number = whole_number(at);
  for (const auto& file : files)
    if (file.path.filename() == at || (number && file.head.number == *number)) return file;
  return fail(Errc::not_found, fmt::format("no backup of this sheet is called {}, or has that number", at));
}

Result<RestorePlan> plan_restore(const fs::path& data, const std::vector<BackupFile>& files, const BackupFile& chosen,
                                 const seal::BackupSecret& secret) {
  RestorePlan plan{.chosen = chosen};
  std::vector<ChainHere> safe;
  TRY(ask_database(data, plan, safe));
  const auto looked = TRY(look_into(chosen.path, secret));
  for (const auto& file : files) {
    if (file.head.number <= chosen.head.number) continue;
    plan.newest = file;
    plan.made_safe_since = true;
    // what a newer one holds was called safe once that was read back; one that does not open tells nothing
    if (auto newer = look_into(file.path, secret)) safe.insert(safe.end(), newer->chains.begin(), newer->chains.end());
  }
  plan.at_stake = at_stake(looked.chains, safe);
  return plan;
}

Result<Restored> restore(const fs::path& data, const BackupFile& chosen, const seal::BackupSecret& secret,
                         std::int64_t now_ms) {
  TRY(make_stage(data));
  const auto staged = [&]() -> Result<Restored> {
    auto file = TRY(OpenFile::make(staged_database(data)));
    const auto unpacked = TRY(unpack(chosen.path, secret, file));
    TRY(file.sync());
    Restored out{.head = unpacked.head, .about = unpacked.about};
    auto placing = TRY(stage_keys(data, unpacked, out.keys_were_there));
    const auto keys = TRY(load_placed_keys(data, out.keys_were_there));
    TRY(prove_staged(data, unpacked, keys, chosen, now_ms));
    TRY(check_one_file(data));
    TRY(merge_erased(data, unpacked.erased));
    TRY(sync_folder(staged_database(data).parent_path()));
    placing.aside = out.aside = unused_name(data, now_ms);
    TRY(begin_placing(data, placing));
    return out;
  }();
  if (!staged) {
    static_cast<void>(remove_stage(data));
    return staged;
  }
  TRY(finish_placing(data));
  auto restored = *staged;
  SystemRandom unused;  // no key is made where both are
  restored.fingerprint = fingerprint_of(restored.head.collector, TRY(load_keys(data, unused)));
  return restored;
}

}  // namespace minbar::collector
