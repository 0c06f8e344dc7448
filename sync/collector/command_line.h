// What the command line of minbar-collector says: one value a command.
#pragma once

#include "sync/collector/commands.h"
#include "sync/collector/content_command_options.h"

namespace CLI {
class App;
}

namespace minbar::collector {

struct Commands {
  ServeCommand serve = {};
  InitCommand init = {};
  DoctorCommand doctor = {};
  CheckCommand check = {};
  CreateUserCommand create_user = {};
  AccountsCommand accounts = {};
  GrantCommand grant = {};
  EndGrantCommand end_role = {};
  InviteCommand invite = {};
  AccountCommand account = {};  // of every command that takes no more than an account's name
  EndSessionsCommand end_sessions = {};
  SsoNameCommand sso_name = {};
  EnrolCodeCommand enrol_code = {};
  KioskCodeCommand kiosk_code = {};
  MoveKioskCommand move_kiosk = {};
  BadgeCommand badge = {};
  BackupKeyCommand backup_key = {};
  RootKeyCommand root_key = {};
  SucceedCommand succeed = {};
  BackupCommand backup = {};
  RestoreCommand restore = {};
  RebuildCommand rebuild = {};
  VerifyAuditCommand verify_audit = {};
  ContentCommands content = {};
};

// Folders that lie beside the program are the defaults.
void describe(CLI::App& app, Commands& commands);

// After parsing: what can be said of the options before anything is opened. Error: bad_input.
[[nodiscard]] Result<void> check(const CLI::App& app, const Commands& commands);

// After parsing: runs the command that was given; the exit status.
[[nodiscard]] int run(const CLI::App& app, const Commands& commands);

}  // namespace minbar::collector
