#include "sync/collector/doctor/checks.h"

#include <fmt/format.h>

#include "sync/collector/desk/time_text.h"
#include "sync/collector/storage/full_check.h"
#include "sync/collector/storage/own_keys.h"
#include "sync/collector/storage/start_check.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t check_late_ms = 3LL * 24 * 60 * 60'000;  // serve does it each day

constexpr std::string_view restore_words =
    "Keep a copy of the folder db/ with its -wal, then restore a backup. Kiosks keep what they have, and send again "
    "what "
    "the backup lacks as far as they still have it.";

Finding database_fault(std::string says, std::string to_do) {
  return {.check = "database", .says = std::move(says), .to_do = std::move(to_do)};
}

void open_database(Examined& examined) {
  auto opened = db::Database::open(database_file(examined.data), {.create = false, .read_only = true});
  if (opened)
    examined.database.emplace(std::move(*opened));
  else
    examined.database_error = opened.error();
}

Findings check_schema(Examined& examined) {
  const auto row = examined.database->query_one("PRAGMA user_version");
  if (!row || !*row) return {database_fault("It cannot be read.", std::string(restore_words))};
  const auto version = (*row)->integer(0);
  if (version > newest_schema())
    return {database_fault(fmt::format("Its schema is {} and this program knows {}.", version, newest_schema()),
                           "A newer version has served from here: install that one, or a newer one.")};
  const auto as_it_says = has_its_schema(*examined.database);
  if (!as_it_says || !*as_it_says)
    return {database_fault(
        fmt::format("Its tables are not those of its schema {}.", version),
        "Somebody changed it by hand, or an update was ended in a way that should not be possible. Restore a "
        "backup and report this.")};
  if (version < newest_schema())
    return {{.check = "database",
             .says = fmt::format("Its schema is {}; the next start brings it to {}.", version, newest_schema())}};
  return {};
}

Findings check_keys_of(Examined& examined) {
  if (!examined.keys) return {};
  const auto belongs = may_belong_to(*examined.database, *examined.keys);
  if (belongs && *belongs) return {};
  if (!belongs) return {database_fault("Which keys it belongs to cannot be read.", std::string(restore_words))};
  return {database_fault("It belongs to other keys than those in keys/.",
                         "Put back the database or the keys, so that both are of one collector.")};
}

Findings check_whole(Examined& examined) {
  if (const auto looked = look_at_edges(database_file(examined.data)); !looked)
    return {database_fault(fmt::format("It is damaged: {}.", looked.error().context), std::string(restore_words))};
  const auto last = last_check(examined.data);
  if (!last)
    return {{.check = "database", .says = "It was never checked as a whole; serve does so each day, and check now."}};
  const auto when = machine_time(last->at_ms);
  if (!last->well()) {
    std::string tables;
    for (const auto& table : last->damaged) tables += (tables.empty() ? "" : ", ") + table;
    return {database_fault(
        fmt::format("The check of {} found damage in: {}. Nothing is taken from kiosks meanwhile.", when, tables),
        fmt::format("{} If you have put it in order, run minbar-collector check.", restore_words))};
  }
  if (examined.now_ms - last->at_ms > check_late_ms)
    return {
        database_fault(fmt::format("It was last checked as a whole at {}.", when),
                       "Run minbar-collector check, and look why serve does not: its log has database_not_checked.")};
  return {{.check = "database", .says = fmt::format("It was whole at {}.", when)}};
}

}  // namespace

Findings check_database(Examined& examined) {
  const auto state = state_of(examined.data);
  if (state == FolderState::fresh || state == FolderState::keys_without_database ||
      state == FolderState::log_without_database || state == FolderState::restoring)
    return {};  // told already
  open_database(examined);
  if (!examined.database)
    return {database_fault(fmt::format("It cannot be opened: {}.", examined.database_error->context),
                           std::string(restore_words))};
  Findings found;
  for (const auto check : {check_schema, check_keys_of, check_whole})
    for (auto& finding : check(examined)) found.push_back(std::move(finding));
  return found;
}

}  // namespace minbar::collector
