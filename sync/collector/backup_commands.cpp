#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/accounts/audit_chain.h"
#include "sync/collector/backup/backup_key_file.h"
#include "sync/collector/backup/make_backup.h"
#include "sync/collector/backup/put_in_place.h"
#include "sync/collector/backup/recovery_sheet.h"
#include "sync/collector/backup/restore.h"
#include "sync/collector/commands.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/sheet_io.h"
#include "sync/collector/storage/home.h"
#include "sync/collector/storage/successors.h"
#include "sync/db/database.h"
#include "sync/seal/init.h"

namespace minbar::collector {

namespace {

std::int64_t records_of(const BackupAbout& about) {
  for (const auto& table : about.tables)
    if (table.name == "envelopes") return table.rows;
  return 0;
}

Result<void> print_new_key(const BackupKeyCommand& command) {
  const auto home = TRY(existing_home(command.data));
  std::error_code ignored;
  if (!command.replace && std::filesystem::exists(backup_key_file(command.data), ignored))
    return fail(Errc::conflict,
                "there is a backup key already, and its recovery sheet was printed once. If that sheet is lost, "
                "--replace makes another: earlier backups then open with the earlier sheet alone");
  SystemRandom random;
  const auto secret = seal::BackupSecret::make(random);
  const bool printed = print_once(recovery_sheet(secret, {.collector = home.id,
                                                          .fingerprint = fingerprint_of(home.id, home.keys),
                                                          .made_at_ms = SystemClock().wall_ms()}));
  if (!printed) return fail(Errc::io, "the recovery sheet could not be printed: no key was made");
  return keep_backup_key(command.data, home.id, secret.key());
}

Result<AuditMark> plain_copy(const BackupCommand& command) {
  const auto home = TRY(existing_home(command.data));
  TRY(home.storage->backup_to(command.plain));
  // of the copy: the collector may have gone on meanwhile
  auto copy = TRY(db::Database::open(command.plain, {.create = false, .read_only = true}));
  return TRY(find_audit_head(copy)).value_or(AuditMark{});
}

int copy_plainly(const BackupCommand& command) {
  const auto mark = plain_copy(command);
  if (!mark) return failed(mark.error());
  fmt::print(
      "A copy of the database is in {}. It is not sealed: whoever has it reads proposals with names. It has no keys, "
      "and "
      "nothing became safe by it.\naudit: {}\n",
      command.plain.string(), audit_mark_text(*mark));
  return 0;
}

void tell(const BackupMade& made) {
  fmt::print("Backup {} is in {}: {} records, {} bytes, read back and found whole.\n", made.head.number,
             made.file.string(), records_of(made.about), made.bytes);
  if (made.elsewhere)
    fmt::print("What it holds is safe: kiosks need not keep it any more.\n");
  else
    fmt::print(
        "It lies on the same file system as the data, so nothing became safe by it, and kiosks go on keeping "
        "everything. Give "
        "--to a folder on another disk.\n");
  if (made.removed > 0) fmt::print("{} older ones have had their time and were removed.\n", made.removed);
  if (made.erased_is_damaged)
    fmt::print(
        "The list of what was erased by law has damaged lines, in the backup too: see minbar-collector doctor.\n");
  fmt::print("audit: {}\n", audit_mark_text(made.about.audit));
}

Result<BackupMade> make(const BackupCommand& command) {
  const auto keep = keep_rule_from(command.keep);
  if (!keep) return fail(Errc::bad_input, "--keep is written as 7d,4w,12m: so many days, weeks and months");
  if (command.to.empty()) return fail(Errc::bad_input, "say where to with --to FOLDER, on another disk than the data");
  auto home = TRY(existing_home(command.data));
  const SystemClock clock;
  SystemRandom random;
  return make_backup(home, {.data = command.data, .to = command.to, .keep = *keep}, clock, random);
}

Result<seal::BackupSecret> ask_for_sheet(const std::filesystem::path& file) {
  SheetReader reader;
  TRY(ask_for_lines(reader, file));
  return reader.secret();
}

Result<int> check(const RestoreCommand& command, const seal::BackupSecret& secret) {
  const auto chosen = TRY(choose(TRY(backups_of_sheet(command.from, secret)), command.at));
  std::error_code error;
  const auto passing = std::filesystem::temp_directory_path(error);
  if (error) return fail(Errc::io, "there is no folder for a passing file: name one in TMPDIR");
  const auto proved = TRY(prove(chosen.path, secret, passing));
  fmt::print("{} is whole, and this sheet opens it.\nbackup: {}\nmade: {}\ncollector: {}\nrecords: {}\nchains: {}\n",
             chosen.path.string(), proved.head.number, machine_time(proved.head.made_at_ms),
             to_hex(proved.head.collector.view()), records_of(proved.about), proved.chains.size());
  fmt::print("audit: {}\n", audit_mark_text(proved.about.audit));
  return 0;
}

void tell(const RestorePlan& plan) {
  fmt::print("Backup {}, made {}.\n", plan.chosen.head.number, machine_time(plan.chosen.head.made_at_ms));
  if (plan.newest)
    fmt::print("There is a newer one: backup {}, made {}.\n", plan.newest->head.number,
               machine_time(plan.newest->head.made_at_ms));
  if (plan.is_another) fmt::print("What is in the folder is ANOTHER collector. It goes aside, with its keys.\n");
  if (plan.there_is_one && !plan.is_another)
    fmt::print(
        "What is in the folder goes aside. What was answered, decided and changed after the backup is then no longer "
        "in use.\n");
  if (plan.is_unreadable)
    fmt::print("The database in the folder cannot be read, so nobody can say what it has. It goes aside.\n");
  for (const auto& lost : plan.at_stake)
    fmt::print(
        "Nobody may have these any more: records {} to {} of kiosk {}, \"{}\": it was told that they are safe.\n",
        lost.from, lost.to, to_hex(lost.device.view()), lost.kiosk);
  if (plan.made_safe_since)
    fmt::print(
        "A newer backup was made. Kiosks may have dropped what only that one has: recordings, and records that came "
        "late, cannot be named here. Restore the newest that there is.\n");
  else if (plan.at_stake.empty() && plan.there_is_one && !plan.is_another)
    fmt::print("No kiosk was told of anything newer that it is safe: what came since is sent again by kiosks.\n");
}

bool confirmed(const RestoreCommand& command) {
  if (command.yes) return true;
  fmt::print(stderr, "Type \"restore\" to go on: ");
  const bool typed = ::isatty(STDIN_FILENO) != 0;
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "restore") return true;
    if (typed) return false;  // else the rest of a sheet may stand before it
  }
  return false;
}

void tell(const RestoreCommand& command, const Restored& restored) {
  fmt::print("Backup {} of {} is restored: {} records.\nfingerprint: {}\naudit: {}\n", restored.head.number,
             machine_time(restored.head.made_at_ms), records_of(restored.about), restored.fingerprint,
             audit_mark_text(restored.about.audit));
  fmt::print("{}", restored.keys_were_there ? "The keys were there, and stay.\n" : "The keys were restored too.\n");
  std::error_code ignored;
  for (const auto* folder : {"db", "keys"})
    if (const auto aside = command.data / folder / restored.aside; std::filesystem::exists(aside, ignored))
      fmt::print("What was there lies in {}. Remove it once all is well.\n", aside.string());
  fmt::print("Nobody is signed in. Start serve: kiosks send again what came after the backup.\n");
}

// The newest was chosen, and it may be damaged or no backup at all.
tl::unexpected<Error> with_way_on(const Error& error, const RestoreCommand& command, std::size_t files) {
  if (!command.at.empty() || files < 2) return tl::unexpected(error);
  return fail(error.code, fmt::format("{}. {} others are in that folder: one of them is taken with --at NAME",
                                      error.context, files - 1));
}

Result<int> put_back(const RestoreCommand& command) {
  if (command.data.empty()) return fail(Errc::bad_input, "say with --data which folder to restore into");
  TRY(prepare_data_folder(command.data));
  const auto lock = TRY(take_serve_lock(command.data));
  if (const auto aside = TRY(finish_placing(command.data)); !aside.empty()) {
    fmt::print(
        "The restore that was begun earlier is finished. What was there before lies in folders {} in {} and {}.\n",
        aside, (command.data / "db").string(), (command.data / "keys").string());
    return 0;
  }
  if (command.from.empty()) return fail(Errc::bad_input, "say what to restore: a folder of backups, or one of them");
  const auto secret = TRY(ask_for_sheet(command.sheet_file));
  const auto files = TRY(backups_of_sheet(command.from, secret));
  const auto plan = plan_restore(command.data, files, TRY(choose(files, command.at)), secret);
  if (!plan) return with_way_on(plan.error(), command, files.size());
  tell(*plan);
  if (plan->must_be_confirmed() && !confirmed(command))
    return fail(Errc::denied, "nothing was changed: type \"restore\" when asked, or say --yes");
  const auto restored = restore(command.data, plan->chosen, secret, SystemClock().wall_ms());
  if (!restored) return with_way_on(restored.error(), command, files.size());
  tell(command, *restored);
  return 0;
}

Result<int> check_or_put_back(const RestoreCommand& command) {
  seal::init();
  if (!command.check) return put_back(command);
  if (command.from.empty()) return fail(Errc::bad_input, "say what to check: a folder of backups, or one of them");
  return check(command, TRY(ask_for_sheet(command.sheet_file)));
}

}  // namespace

int make_backup_key(const BackupKeyCommand& command) {
  if (const auto made = print_new_key(command); !made) return failed(made.error());
  fmt::print(stderr, "The key is in place: backups from now on open with this sheet alone.\n");
  return 0;
}

int backup(const BackupCommand& command) {
  if (!command.plain.empty()) return copy_plainly(command);
  const auto made = make(command);
  if (!made) return failed(made.error());
  tell(*made);
  return 0;
}

int restore(const RestoreCommand& command) {
  const auto status = check_or_put_back(command);
  return status ? *status : failed(status.error());
}

}  // namespace minbar::collector
