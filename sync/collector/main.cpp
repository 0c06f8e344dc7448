#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <system_error>

#include "sync/base/file.h"
#include "sync/base/hardening.h"
#include "sync/collector/commands.h"
#include "sync/collector/content/content_command_options.h"

namespace {

using minbar::collector::CollectorOptions;

void add_places(CLI::App& command, CollectorOptions& options) {
  command.add_option("--data", options.data, "The data folder; made on first use")->required();
  command.add_option("--content", options.content, "The content pack's folder")->capture_default_str();
}

CollectorOptions defaults() {
  CollectorOptions options;
  options.content = minbar::share_folder() / "content";
  const auto fonts = minbar::share_folder() / "fonts";
  std::error_code ignored;
  if (std::filesystem::is_directory(fonts, ignored)) options.fonts = fonts;
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  minbar::refuse_inspection();
  ::umask(0077);
  CLI::App app("minbar-collector: receives what citizens said at kiosks and shows it to coordinators");
  app.require_subcommand(1);

  minbar::collector::ServeCommand serve{.collector = defaults()};
  auto* serve_command = app.add_subcommand("serve", "Answer kiosks and browsers until stopped");
  add_places(*serve_command, serve.collector);
  serve_command->add_option("--listen", serve.listen, "ADDRESS:PORT; port 0 takes a free one")->capture_default_str();
  serve_command->add_option("--public-url", serve.collector.public_url,
                            "Where browsers and kiosks reach this collector");
  serve_command->add_option("--fonts", serve.collector.fonts, "A folder with faces for browsers that lack them");
  serve_command->add_flag(
      "--behind-proxy", serve.collector.behind_proxy,
      "A TLS proxy stands in front: cookies are for TLS, other addresses than loopback are allowed");
  serve_command->add_option(
      "--trusted-proxy", serve.trusted_proxies,
      "ADDRESS or ADDRESS/LENGTH whose X-Forwarded-For counts; may be given several times; without "
      "it, with --behind-proxy, a proxy on this machine");

  auto* admin = app.add_subcommand("admin", "Accounts and kiosks")->require_subcommand(1);
  minbar::collector::CreateUserCommand user{.collector = defaults(), .name = {}, .password_file = {}};
  auto* user_command = admin->add_subcommand("create-user", "Make an account for the dashboard");
  add_places(*user_command, user.collector);
  user_command->add_option("--name", user.name, "The name to sign in with")->required();
  user_command->add_option("--password-file", user.password_file, "First line is the password; without it one is made");

  minbar::collector::EnrolCodeCommand code{.collector = defaults(), .place = {}, .label = {}};
  auto* code_command = admin->add_subcommand("enrol-code", "Make a kiosk and its one-time code");
  add_places(*code_command, code.collector);
  code_command->add_option("--place", code.place, "HCP code of the place, such as 09.001.01.01")->required();
  code_command->add_option("--label", code.label, "What staff call the kiosk")->required();

  minbar::collector::MoveKioskCommand move{.collector = defaults(), .device = {}, .place = {}};
  auto* move_command = admin->add_subcommand("move-kiosk", "Say that a kiosk stands at another place from now on");
  add_places(*move_command, move.collector);
  move_command->add_option("--device", move.device, "The kiosk's id, as minbar-sync status says at the kiosk (Device)")
      ->required();
  move_command->add_option("--place", move.place, "HCP code of the place")->required();

  minbar::collector::BadgeCommand badge;
  auto* badge_command = admin->add_subcommand("badge", "Make the code of a staff badge, and its line for staff.json");
  badge_command->add_option("--id", badge.id, "What stands on the badge, such as agadir-7")->required();
  badge_command->add_option("--place", badge.place, "HCP code of the place where it is good")->required();
  badge_command->add_option("--salt", badge.salt,
                            "The salt of the staff.json that the badge is for; without it one is made, for a new file");

  minbar::collector::BackupCommand backup;
  auto* backup_command = app.add_subcommand("backup", "Copy the database while the collector runs; never the keys");
  backup_command->add_option("--data", backup.data, "The data folder")->required();
  backup_command->add_option("--to", backup.to, "A file that does not exist yet")->required();

  minbar::collector::ContentCommands content;
  auto* content_command = app.add_subcommand("content", "What kiosks show, as numbered and signed packs");
  describe_content_commands(*content_command, content, defaults());

  minbar::collector::RebuildCommand rebuild;
  auto* rebuild_command =
      app.add_subcommand("rebuild", "Make what pages show anew from what kiosks sent; safe while the collector runs");
  rebuild_command->add_option("--data", rebuild.data, "The data folder")->required();

  CLI11_PARSE(app, argc, argv);
  if (*serve_command) return minbar::collector::serve(serve);
  if (*user_command) return minbar::collector::create_user(user);
  if (*badge_command) return minbar::collector::make_badge(badge);
  if (*move_command) return minbar::collector::move_kiosk(move);
  if (*code_command) return minbar::collector::enrol_code(code);
  if (*content_command) return minbar::collector::run_content_command(*content_command, content);
  if (*rebuild_command) return minbar::collector::rebuild(rebuild);
  return minbar::collector::backup(backup);
}
