#include "sync/collector/command_line.h"

#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>
#include <optional>
#include <system_error>

#include "sync/base/file.h"
#include "sync/base/limits.h"

namespace minbar::collector {

namespace {

CollectorOptions defaults() {
  CollectorOptions options;
  options.content = share_folder() / "content";
  const auto fonts = share_folder() / "fonts";
  std::error_code ignored;
  if (std::filesystem::is_directory(fonts, ignored)) options.fonts = fonts;
  return options;
}

void add_folders(CLI::App& command, CollectorOptions& options) {
  options = defaults();
  command.add_option("--data", options.data, "The data folder; created on first use")->required();
  command.add_option("--content", options.content, "Folder of the content pack")->capture_default_str();
}

void add_public_url(CLI::App& command, CollectorOptions& options) {
  command.add_option("--public-url", options.public_url,
                     "Address under which browsers and kiosks reach this collector");
}

void describe_single_sign_on(CLI::App& command, SsoFlags& sso) {
  auto& header = *command.add_option("--sso-header", sso.header,
                                     "Header in which a proxy of --sso-proxy says who asks, such as X-Minbar-User "
                                     "(default: there is no single sign-on)");
  auto& proxy = *command.add_option("--sso-proxy", sso.proxies,
                                    "ADDRESS or ADDRESS/LENGTH of a proxy whose --sso-header is believed, which must "
                                    "remove it from what browsers send; may be repeated");
  header.needs(&proxy);
  proxy.needs(&header);
  command
      .add_option("--sso-sign-out", sso.sign_out,
                  "Path or https:// address at which the single sign-on itself is ended")
      ->needs(&header);
}

void describe_serve(CLI::App& command, ServeCommand& serve) {
  add_folders(command, serve.collector);
  command.add_option("--listen", serve.listen, "ADDRESS:PORT to listen on; port 0 picks a free port")
      ->capture_default_str();
  add_public_url(command, serve.collector);
  command.add_option("--fonts", serve.collector.fonts, "Folder with fonts to serve to browsers");
  command.add_flag("--behind-proxy", serve.collector.behind_proxy,
                   "Behind a TLS proxy: cookies require TLS, and addresses other than loopback are allowed");
  command.add_flag("--require-second-factor", serve.collector.require_second_factor,
                   "Roles that see personal data or give roles open nothing until their account has a second factor");
  command.add_option("--trusted-proxy", serve.trusted_proxies,
                     "ADDRESS or ADDRESS/LENGTH of a proxy whose X-Forwarded-For is believed; may be repeated (default "
                     "with --behind-proxy: this machine)");
  command.add_option("--keep-audit", serve.keep_audit_days, "Days after which rows of the audit are removed; 0: never")
      ->check(CLI::Range(limits::audit_days, 36'500) | CLI::IsMember({0}))
      ->capture_default_str();
  describe_single_sign_on(command, serve.sso);
}

void describe_accounts(CLI::App& admin, Commands& commands) {
  auto& user = *admin.add_subcommand("create-user", "Create an account for the desk");
  add_folders(user, commands.create_user.collector);
  user.add_option("--name", commands.create_user.name, "The name to sign in with")->required();
  user.add_option("--password-file", commands.create_user.password_file,
                  "File whose first line is the password; without it a password is generated and printed");
  user.add_option(
      "--role", commands.create_user.roles,
      "ROLE or ROLE@PLACE, such as reader@09.001; may be repeated (default: all that an administrator needs, "
      "everywhere). Roles: network, coordinator, bureau, advisory, staff, reader");

  add_folders(*admin.add_subcommand("accounts", "List accounts and their roles"), commands.accounts.collector);

  auto& grant = *admin.add_subcommand("grant", "Give an account a role");
  add_folders(grant, commands.grant.collector);
  grant.add_option("--name", commands.grant.name, "The account")->required();
  grant.add_option("--role", commands.grant.role, "ROLE, or ROLE@PLACE for a place and what lies in it")->required();
  grant.add_option("--until", commands.grant.until, "Its last day, such as 2027-06-30");

  auto& end = *admin.add_subcommand("end-role", "Take a role from an account");
  add_folders(end, commands.end_role.collector);
  end.add_option("--number", commands.end_role.grant, "The role's number, as admin accounts lists it")->required();

  auto& sso = *admin.add_subcommand("sso-name", "Say whom of the single sign-on an account belongs to");
  add_folders(sso, commands.sso_name.collector);
  sso.add_option("--name", commands.sso_name.name, "The account")->required();
  auto* as = sso.add_option("--as", commands.sso_name.as, "What --sso-header says of its owner, letter for letter");
  sso.add_flag("--end", commands.sso_name.end, "From now on nobody signs in to it by the single sign-on")->excludes(as);
}

// What an account's life can be told on the command line, for the day nobody can sign in.
struct LifeCommand {
  const char* name;
  const char* says;
  int (*run)(const AccountCommand&);
};
constexpr std::array life_commands{
    LifeCommand{"reset-password", "Print a link by which an account's owner chooses a new password", reset_password},
    LifeCommand{"disable", "Sign an account out and let it in no more until it is enabled", disable_account},
    LifeCommand{"enable", "Let a disabled account in again", enable_account},
    LifeCommand{"remove", "Remove an account for good; its name stays in the audit", remove_account},
    LifeCommand{"reset-second-factor", "Take an account's second factor away, whose telephone was lost",
                reset_second_factor},
    LifeCommand{"sessions", "List an account's sessions", list_sessions},
};

void describe_account_life(CLI::App& admin, Commands& commands) {
  auto& invite = *admin.add_subcommand("invite", "Make an account and the link by which its owner chooses a password");
  add_folders(invite, commands.invite.collector);
  invite.add_option("--name", commands.invite.name, "The name to sign in with")->required();
  invite.add_option("--role", commands.invite.roles, "ROLE or ROLE@PLACE, such as reader@09.001; may be repeated")
      ->required();
  add_public_url(invite, commands.invite.collector);

  for (const auto& life : life_commands) {
    auto& command = *admin.add_subcommand(life.name, life.says);
    add_folders(command, commands.account.collector);
    command.add_option("--name", commands.account.name, "The account")->required();
    if (life.run == reset_password) add_public_url(command, commands.account.collector);
  }

  auto& end = *admin.add_subcommand("end-sessions", "Sign an account out");
  add_folders(end, commands.end_sessions.of.collector);
  end.add_option("--name", commands.end_sessions.of.name, "The account")->required();
  end.add_option("--number", commands.end_sessions.number,
                 "The session's number, as admin sessions lists it (default: all of them)");
}

// Nothing when it is no such command.
std::optional<int> run_account_life(const CLI::App& admin, const Commands& commands) {
  if (admin.got_subcommand("invite")) return invite(commands.invite);
  if (admin.got_subcommand("end-sessions")) return end_sessions(commands.end_sessions);
  for (const auto& life : life_commands)
    if (admin.got_subcommand(life.name)) return life.run(commands.account);
  return std::nullopt;
}

void describe_kiosks(CLI::App& admin, Commands& commands) {
  auto& code = *admin.add_subcommand("enrol-code", "Create a kiosk and its one-time code");
  add_folders(code, commands.enrol_code.collector);
  code.add_option("--place", commands.enrol_code.place, "HCP code of the place, such as 09.001.01.01")->required();
  code.add_option("--label", commands.enrol_code.label, "Name of the kiosk as staff know it")->required();

  auto& again = *admin.add_subcommand("kiosk-code", "Make a new one-time code for a kiosk that exists");
  add_folders(again, commands.kiosk_code.collector);
  again
      .add_option("--device", commands.kiosk_code.device,
                  "The kiosk's id: \"Device\" in the output of minbar-sync status, and in the desk's addresses")
      ->required();

  auto& move = *admin.add_subcommand("move-kiosk", "Move a kiosk to another place");
  add_folders(move, commands.move_kiosk.collector);
  move.add_option("--device", commands.move_kiosk.device,
                  "The kiosk's id: \"Device\" in the output of minbar-sync status")
      ->required();
  move.add_option("--place", commands.move_kiosk.place, "HCP code of the place")->required();

  auto& badge = *admin.add_subcommand("badge", "Make the code of a staff badge, and its line for staff.json");
  badge.add_option("--id", commands.badge.id, "What stands on the badge, such as agadir-7")->required();
  badge.add_option("--place", commands.badge.place, "HCP code of the place where the badge is valid")->required();
  badge.add_option("--salt", commands.badge.salt,
                   "Salt of the staff.json that gets this badge; without it a new salt is generated");
}

void describe_folder(CLI::App& app, Commands& commands) {
  auto& init = *app.add_subcommand("init", "Make a new collector; serve does so by itself in an empty folder");
  init.add_option("--data", commands.init.data, "The data folder")->required();
  init.add_flag(
      "--under-old-keys", commands.init.under_old_keys,
      "Keys are there and their database is lost for good: make an empty one. Each kiosk is then enrolled anew");

  auto& doctor =
      *app.add_subcommand("doctor", "Look at everything and say what is wrong and what to do; changes nothing");
  doctor.add_option("--data", commands.doctor.data, "The data folder")->required();
  doctor.add_flag("--json", commands.doctor.as_json, "Print JSON");

  auto& check = *app.add_subcommand("check", "Check every page of the database; safe while the collector runs");
  check.add_option("--data", commands.check.data, "The data folder")->required();
}

void describe_succession(CLI::App& app, Commands& commands) {
  auto& keys = *app.add_subcommand("root-key", "The key on paper that says what succeeds the collector's keys")
                    ->require_subcommand(1);
  auto& make = *keys.add_subcommand("new", "Make one, and print its sheet once; kiosks get it when they are enrolled");
  make.add_option("--data", commands.root_key.data, "The data folder")->required();
  make.add_flag("--replace", commands.root_key.replace, "In the place of one that no kiosk has yet");

  auto& succeed = *app.add_subcommand(
      "succeed", "Exchange the collector's keys: kiosks with the root key follow by themselves; asks for its sheet");
  succeed.add_option("--data", commands.succeed.data, "The data folder, which nobody serves meanwhile")->required();
  succeed.add_flag("--signing", commands.succeed.signing, "The signing key (default: both)");
  succeed.add_flag("--opening", commands.succeed.opening, "The opening key (default: both)");
  succeed.add_option("--sheet-file", commands.succeed.sheet_file,
                     "A file with the sheet's text, instead of standard input");
}

void describe_backups(CLI::App& app, Commands& commands) {
  auto& keys = *app.add_subcommand("backup-key", "The key that backups are sealed to")->require_subcommand(1);
  auto& make =
      *keys.add_subcommand("new", "Make one, and print its recovery sheet once: the only way to open a backup");
  make.add_option("--data", commands.backup_key.data, "The data folder")->required();
  make.add_flag("--replace", commands.backup_key.replace,
                "In the place of the one that is there; keep the earlier sheet for earlier backups");

  auto& backup =
      *app.add_subcommand("backup", "Make a sealed backup with all keys in it; safe while the collector runs");
  backup.add_option("--data", commands.backup.data, "The data folder")->required();
  auto* to = backup.add_option("--to", commands.backup.to, "A folder for backups, on another disk");
  backup
      .add_option("--keep", commands.backup.keep,
                  "Of how many days, weeks and months the newest backup is kept; others are removed")
      ->capture_default_str();
  auto* plain = backup.add_option("--plain", commands.backup.plain,
                                  "Instead a copy of the database that anybody can read, as a new file, without keys");
  plain->excludes(to);

  auto& restore =
      *app.add_subcommand("restore", "Put a backup in the place of what is there; asks for the recovery sheet");
  restore.add_option("FROM", commands.restore.from, "A folder of backups, or one of them");
  auto* data = restore.add_option("--data", commands.restore.data, "The data folder; created when it is not there");
  restore.add_option("--at", commands.restore.at, "Which backup: its file's name or its number (default: the newest)");
  restore.add_option("--sheet-file", commands.restore.sheet_file,
                     "File with the text of the recovery sheet, instead of asking for it");
  restore.add_flag("--yes", commands.restore.yes, "Do not ask again when something that is there is replaced");
  restore.add_flag("--check", commands.restore.check, "Prove that it can be restored, and change nothing")
      ->excludes(data);
}

void describe_care(CLI::App& app, Commands& commands) {
  auto& rebuild = *app.add_subcommand(
      "rebuild", "Recompute all derived tables from the original records; safe while the collector runs");
  rebuild.add_option("--data", commands.rebuild.data, "The data folder")->required();

  auto& verify = *app.add_subcommand("verify-audit", "Check that no row of the audit was changed or removed");
  verify.add_option("--data", commands.verify_audit.data, "The data folder")->required();
  verify.add_option("--expect", commands.verify_audit.expect,
                    "ROW:HASH that was noted earlier, as backup and the log say it: that row must still be there");
}

}  // namespace

void describe(CLI::App& app, Commands& commands) {
  app.require_subcommand(1);
  describe_serve(*app.add_subcommand("serve", "Answer kiosks and browsers until stopped"), commands.serve);
  auto& admin = *app.add_subcommand("admin", "Manage accounts, kiosks and badges")->require_subcommand(1);
  describe_accounts(admin, commands);
  describe_account_life(admin, commands);
  describe_kiosks(admin, commands);
  describe_folder(app, commands);
  describe_backups(app, commands);
  describe_succession(app, commands);
  describe_care(app, commands);
  describe_content_commands(*app.add_subcommand("content", "Publish and list content packs"), commands.content,
                            defaults());
}

Result<void> check(const CLI::App& app, const Commands& commands) {
  return app.got_subcommand("serve") ? check_serve(commands.serve) : Result<void>();
}

int run(const CLI::App& app, const Commands& commands) {
  if (app.got_subcommand("serve")) return serve(commands.serve);
  if (app.got_subcommand("init")) return init_folder(commands.init);
  if (app.got_subcommand("doctor")) return examine_folder(commands.doctor);
  if (app.got_subcommand("check")) return check_whole(commands.check);
  if (app.got_subcommand("backup-key")) return make_backup_key(commands.backup_key);
  if (app.got_subcommand("root-key")) return make_root_key(commands.root_key);
  if (app.got_subcommand("succeed")) return succeed(commands.succeed);
  if (app.got_subcommand("backup")) return backup(commands.backup);
  if (app.got_subcommand("restore")) return restore(commands.restore);
  if (app.got_subcommand("rebuild")) return rebuild(commands.rebuild);
  if (app.got_subcommand("verify-audit")) return verify_audit(commands.verify_audit);
  if (app.got_subcommand("content")) return run_content_command(*app.get_subcommand("content"), commands.content);
  const auto& admin = *app.get_subcommand("admin");
  if (admin.got_subcommand("create-user")) return create_user(commands.create_user);
  if (admin.got_subcommand("accounts")) return list_accounts(commands.accounts);
  if (admin.got_subcommand("grant")) return grant_role(commands.grant);
  if (admin.got_subcommand("end-role")) return end_role(commands.end_role);
  if (admin.got_subcommand("sso-name")) return give_sso_name(commands.sso_name);
  if (const auto status = run_account_life(admin, commands)) return *status;
  if (admin.got_subcommand("enrol-code")) return enrol_code(commands.enrol_code);
  if (admin.got_subcommand("kiosk-code")) return kiosk_code(commands.kiosk_code);
  if (admin.got_subcommand("move-kiosk")) return move_kiosk(commands.move_kiosk);
  return make_badge(commands.badge);
}

}  // namespace minbar::collector
