#include <cstdio>

#include <fmt/format.h>

#include "sync/base/bytes.h"
#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/collector/commands.h"
#include "sync/collector/doctor/doctor.h"
#include "sync/collector/storage/full_check.h"
#include "sync/collector/storage/home.h"
#include "sync/collector/storage/successors.h"
#include "sync/db/database.h"

namespace minbar::collector {

namespace {

Result<Home> make_home(const InitCommand& command) {
  TRY(prepare_data_folder(command.data));
  const auto lock = TRY(take_serve_lock(command.data));
  const auto state = state_of(command.data);
  if (!command.under_old_keys && state == FolderState::whole)
    return fail(Errc::conflict, fmt::format("there is a collector in {}: nothing was changed", command.data.string()));
  const SystemClock clock;
  SystemRandom random;
  return open_home(command.data, command.under_old_keys ? WhenNew::under_old_keys : WhenNew::make, clock, random);
}

int cannot_look(const Error& error) {
  static_cast<void>(failed(error));
  return 2;
}

}  // namespace

int init_folder(const InitCommand& command) {
  const auto made = make_home(command);
  if (!made) return failed(made.error());
  fmt::print("fingerprint: {}\n", fingerprint_of(made->id, made->keys));
  if (command.under_old_keys)
    fmt::print("Kiosks that were enrolled before do not know this collector: enrol each anew.\n");
  return 0;
}

int examine_folder(const DoctorCommand& command) {
  const auto findings = examine(command.data, SystemClock().wall_ms());
  if (!findings) return cannot_look(findings.error());
  if (command.as_json) {
    const auto json = json_of(*findings);
    if (!json) return cannot_look(json.error());
    fmt::print("{}\n", minbar::text_of(*json));
  } else {
    fmt::print("{}", words_of(*findings));
  }
  return all_well(*findings) ? 0 : 1;
}

int check_whole(const CheckCommand& command) {
  auto database = db::Database::open(database_file(command.data), {.create = false, .read_only = true});
  if (!database) return cannot_look(database.error());
  const auto checked = check_tables(*database, /*thorough=*/true, SystemClock().wall_ms());
  if (!checked) return cannot_look(checked.error());
  if (const auto kept = keep_check_note(command.data, **checked); !kept) return cannot_look(kept.error());
  for (const auto& table : (*checked)->damaged) fmt::print("damaged: {}\n", table);
  if ((*checked)->well()) fmt::print("The database is whole.\n");
  return (*checked)->well() ? 0 : 1;
}

}  // namespace minbar::collector
