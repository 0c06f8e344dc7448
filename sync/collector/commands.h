// What the program minbar-collector can be told to do, one function a command; main.cpp reads the arguments. Each
// returns the process's exit status and says on standard error what went wrong and what to do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sync/collector/serve/collector.h"

namespace minbar::collector {

// Says on standard error what went wrong; the exit status of a command that failed.
[[nodiscard]] int failed(const Error& error);

// A single sign-on: --sso-header, --sso-proxy, --sso-sign-out. Off while no header is named.
struct SsoFlags {
  std::string header = {};
  std::vector<std::string> proxies = {};  // as parse_network reads them
  std::string sign_out = {};
};
// Into the options that a collector is opened with, once these know of --behind-proxy. Error bad_input: says which
// flag.
[[nodiscard]] Result<void> name_single_sign_on(const SsoFlags& flags, CollectorOptions& options);

// The collector of a data folder that is there; a mistyped one makes no other. Errors: not_found, and
// Collector::open's.
[[nodiscard]] Result<std::unique_ptr<Collector>> open_existing(const CollectorOptions& options, const Clock& clock,
                                                               Random& random);

struct ServeCommand {
  CollectorOptions collector;
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> trusted_proxies = {};  // as parse_network reads them; any of them says behind_proxy too
  int keep_audit_days = 0;                        // rows of the audit go after so many; 0: never
  SsoFlags sso = {};
};
// What can be said of it before anything is opened. Error: bad_input.
[[nodiscard]] Result<void> check_serve(const ServeCommand& command);
// Until SIGTERM or SIGINT. Prints "listening on http://ADDRESS:PORT" to standard output once requests are answered.
[[nodiscard]] int serve(const ServeCommand& command);

struct InitCommand {
  std::filesystem::path data;
  bool under_old_keys = false;  // keys are there, and their database is lost and has no backup
};
// Makes a new collector and serves nothing. Prints its fingerprint. Fails where one is, or is being served.
[[nodiscard]] int init_folder(const InitCommand& command);

struct DoctorCommand {
  std::filesystem::path data;
  bool as_json = false;
};
// What is wrong and what to do (doctor/doctor.h). Exit status: 0 all is well, 1 there is something to do, 2 it cannot
// look.
[[nodiscard]] int examine_folder(const DoctorCommand& command);

struct CheckCommand {
  std::filesystem::path data;
};
// Every page and every index of the database, beside serve. Exit status as doctor's.
[[nodiscard]] int check_whole(const CheckCommand& command);

struct CreateUserCommand {
  CollectorOptions collector;
  std::string name;
  std::filesystem::path password_file;  // its first line; empty: a password is made and printed
  std::vector<std::string> roles;       // as role_at reads them; none: an administrator's
};
[[nodiscard]] int create_user(const CreateUserCommand& command);

// Who has which role, one line each, with the number that EndGrantCommand takes, and what the account is when it is not
// active.
struct AccountsCommand {
  CollectorOptions collector;
};
[[nodiscard]] int list_accounts(const AccountsCommand& command);

struct GrantCommand {
  CollectorOptions collector;
  std::string name;
  std::string role;                       // as role_at reads it
  std::optional<std::string> until = {};  // a day, "2027-06-30", counted in; none: until it is ended
};
[[nodiscard]] int grant_role(const GrantCommand& command);

struct EndGrantCommand {
  CollectorOptions collector;
  std::int64_t grant = 0;
};
[[nodiscard]] int end_role(const EndGrantCommand& command);

struct InviteCommand {
  CollectorOptions collector;
  std::string name;
  std::vector<std::string> roles;  // as role_at reads them; at least one
};
// Makes an account without a password and prints the link by which its owner chooses one, and when it ends (UTC). With
// a public_url the link is whole; else it is the path.
[[nodiscard]] int invite(const InviteCommand& command);

// What is done to one account, or shown of it.
struct AccountCommand {
  CollectorOptions collector;
  std::string name;
};
// Prints a link as invite does.
[[nodiscard]] int reset_password(const AccountCommand& command);
[[nodiscard]] int disable_account(const AccountCommand& command);
[[nodiscard]] int enable_account(const AccountCommand& command);
[[nodiscard]] int remove_account(const AccountCommand& command);
[[nodiscard]] int reset_second_factor(const AccountCommand& command);
// One session a line: number, when it began and was last used (UTC), from where.
[[nodiscard]] int list_sessions(const AccountCommand& command);

struct EndSessionsCommand {
  AccountCommand of;
  std::optional<std::int64_t> number = {};  // none: all of them
};
[[nodiscard]] int end_sessions(const EndSessionsCommand& command);

struct SsoNameCommand {
  CollectorOptions collector;
  std::string name;
  std::string as;    // what the header of the single sign-on says of its owner
  bool end = false;  // instead: nothing that it says reaches the account any more
};
[[nodiscard]] int give_sso_name(const SsoNameCommand& command);

struct EnrolCodeCommand {
  CollectorOptions collector;
  std::string place;
  std::string label;
};
// Prints the code, when it expires (UTC), and the fingerprint that the kiosk must show once it is enrolled;
// with a root key also the one that an older kiosk shows.
[[nodiscard]] int enrol_code(const EnrolCodeCommand& command);

struct KioskCodeCommand {
  CollectorOptions collector;
  std::string device;  // as below
};
// Another code of a kiosk that is there, printed as enrol_code does.
[[nodiscard]] int kiosk_code(const KioskCodeCommand& command);

struct MoveKioskCommand {
  CollectorOptions collector;
  std::string device;  // its id in hexadecimal, as the kiosks page's addresses and the log have it
  std::string place;
};
// The kiosk is told by its next exchange.
[[nodiscard]] int move_kiosk(const MoveKioskCommand& command);

struct BadgeCommand {
  std::string id;
  std::string place;
  std::string salt;  // of the file that the badge is for, 32 hexadecimal digits; empty: the first of a new file
};
// Mints the code of a staff badge and prints it once, with the salt and the line that staff.json of the content pack
// needs. Keeps none of them.
[[nodiscard]] int make_badge(const BadgeCommand& command);

struct BackupKeyCommand {
  std::filesystem::path data;
  bool replace = false;
};
// Makes a backup key and prints its recovery sheet on standard output, once.
[[nodiscard]] int make_backup_key(const BackupKeyCommand& command);

struct RootKeyCommand {
  std::filesystem::path data;
  bool replace = false;
};
// Makes a root key and prints its sheet on standard output, once. Fails while the folder is served, or where kiosks
// have one.
[[nodiscard]] int make_root_key(const RootKeyCommand& command);

struct SucceedCommand {
  std::filesystem::path data;
  bool signing = false;  // which is to be new; neither: both
  bool opening = false;
  std::filesystem::path sheet_file;  // as RestoreCommand's, of the root key
};
// Exchanges keys of the collector and states so under the root key. Fails while the folder is served.
[[nodiscard]] int succeed(const SucceedCommand& command);

struct BackupCommand {
  std::filesystem::path data;
  std::filesystem::path to;  // a folder
  std::string keep = "7d,4w,12m";
  std::filesystem::path plain;  // instead: a file that does not exist yet, for a copy that is not sealed
};
// A sealed backup (backup/make_backup.h). A plain copy has the database only, and makes nothing safe.
[[nodiscard]] int backup(const BackupCommand& command);

struct RestoreCommand {
  std::filesystem::path data;
  std::filesystem::path from;        // a folder of backups, or one of them
  std::string at = {};               // which; empty: the newest
  std::filesystem::path sheet_file;  // the text of the recovery sheet; empty: it is asked for on standard input
  bool check = false;                // proves it, and touches nothing
  bool yes = false;                  // what would be lost is known
};
// Asks for the recovery sheet; never takes it as an argument, which every user of the machine could read.
[[nodiscard]] int restore(const RestoreCommand& command);

struct RebuildCommand {
  std::filesystem::path data;
};
// Makes the derived tables anew (intake/rebuild.h) and prints what it made. May run beside `serve`.
[[nodiscard]] int rebuild(const RebuildCommand& command);

struct VerifyAuditCommand {
  std::filesystem::path data;
  std::string expect = {};  // a mark that was kept elsewhere
};
// Whether every row of the audit is there and as it was written. Fails and names the first that is not.
[[nodiscard]] int verify_audit(const VerifyAuditCommand& command);

}  // namespace minbar::collector
