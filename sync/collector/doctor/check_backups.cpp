#include "sync/collector/doctor/checks.h"

#include <system_error>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/backup/backup_key_file.h"
#include "sync/collector/backup/backup_notes.h"
#include "sync/collector/desk/time_text.h"

namespace minbar::collector {

namespace {

Finding backups_fault(std::string says, std::string to_do) {
  return {.check = "backups", .says = std::move(says), .to_do = std::move(to_do)};
}

std::string how(const std::filesystem::path& data) {
  return fmt::format(
      "Run minbar-collector backup --data {} --to FOLDER, on another disk, each day by a timer, and look "
      "at what it says.",
      data.string());
}

// What would be lost, so that a collector that nobody uses yet is well without.
Result<bool> has_kiosks(db::Database& database) {
  return TRY(database.query_one("SELECT EXISTS (SELECT 1 FROM devices)"))->integer(0) != 0;
}

Findings check_key(Examined& examined) {
  const auto row = examined.database->query_one("SELECT id FROM collector WHERE one = 1");
  if (!row || !*row) return {};  // the database's check says why
  const auto key = load_backup_key(examined.data, (*row)->id<CollectorId>(0));
  if (key) return {};
  if (key.error().code != Errc::not_found)
    return {backups_fault("The backup key cannot be used, so no backup can be made.", key.error().context + ".")};
  return {backups_fault("There is no backup key, so no backup can be made.",
                        fmt::format("Run minbar-collector backup-key new --data {}, print the recovery sheet that it "
                                    "shows, and keep it in a safe.",
                                    examined.data.string()))};
}

Findings check_newest(Examined& examined) {
  const auto newest = newest_backup(*examined.database);
  const auto elsewhere = newest_backup_elsewhere(*examined.database);
  if (!newest || !elsewhere) return {};  // of an earlier version, or damaged: the database's check says which
  if (!*newest) return {backups_fault("There was never a backup.", how(examined.data))};
  if (!*elsewhere || (*elsewhere)->number < (*newest)->number)
    return {backups_fault(fmt::format("The last backup, of {}, lies on the same file system as the data or was not "
                                      "finished: nothing became safe by it, and kiosks go on keeping what came since "
                                      "the last that did.",
                                      machine_time((*newest)->verified_at_ms)),
                          how(examined.data))};
  if (examined.now_ms - (*newest)->verified_at_ms > limits::backup_late_ms)
    return {backups_fault(fmt::format("The last backup is of {}.", machine_time((*newest)->verified_at_ms)),
                          how(examined.data) + " If there is a timer, look why it failed.")};
  return {{.check = "backups",
           .says = fmt::format("Backup {} was read back and found whole on another file system at {}.",
                               (*newest)->number, machine_time((*newest)->verified_at_ms))}};
}

}  // namespace

Findings check_backups(Examined& examined) {
  if (!examined.database) return {};
  const auto used = has_kiosks(*examined.database);
  if (!used) return {};  // the database's check says why
  if (!*used) return {{.check = "backups", .says = "No kiosk is enrolled yet, and there is nothing to lose."}};
  auto found = check_key(examined);
  for (auto& finding : check_newest(examined)) found.push_back(std::move(finding));
  return found;
}

}  // namespace minbar::collector
