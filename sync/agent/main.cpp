// minbar-sync: carries what citizens said from a kiosk to its collector, and answers back.
#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <utility>

#include "sync/agent/commands.h"
#include "sync/base/hardening.h"
#include "sync/base/limits.h"
#include "sync/command_line/command_line.h"
#include "sync/seal/init.h"

namespace {

// How long is kept what the collector has.
void describe_keeping(CLI::App& app, minbar::agent::CommandOptions& options) {
  app.add_option("--settle-after-days", options.settle_after_days,
                 "Of what is in a backup of the collector keep only what receipt codes need, after so many days on "
                 "which it was heard")
      ->check(CLI::Range(std::int64_t{1}, minbar::limits::settle_after_days_most))
      ->capture_default_str();
  app.add_option("--forget-after-days", options.forget_after_days,
                 "For a collector that never says that anything is in a backup: delete the sealed bytes of what it "
                 "has acknowledged after so many days on which it was heard")
      ->check(CLI::Range(std::int64_t{1}, minbar::limits::forget_after_days_most))
      ->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace minbar::agent;
  minbar::refuse_inspection();
  minbar::seal::init();
  CommandOptions options{
      .data = "/var/lib/minbar/shared", .keys = "/var/lib/minbar/agent", .ca_file = {}, .version = MINBAR_VERSION};
  CLI::App app("Carries records between a Minbar kiosk and its collector.", "minbar-sync");
  app.set_version_flag("--version", options.version);
  app.add_option("--data", options.data, "folder shared with minbar-kiosk")->capture_default_str();
  app.add_option("--keys", options.keys, "the agent's own folder for its transport key")->capture_default_str();
  app.add_option("--ca", options.ca_file, "file of certificates to trust instead of the system's");
  describe_keeping(app, options);
  app.require_subcommand(1);
  app.fallthrough();

  std::string url;
  EnrolCodeSource code;
  bool as_json = false;
  auto* enrol = app.add_subcommand("enrol", "Join a collector with a one-time code from a coordinator");
  enrol->add_option("url", url, "Address of the collector, https://…")->required();
  enrol->add_option(
      "code", code.given,
      "One-time code, such as ABCDE-FGHJK-M. If missing or -, it is read from standard input, which is safer: "
      "other users of this machine can see command lines");
  enrol->add_option("--code-file", code.file, "File whose first line is the one-time code");
  auto* re_enrol = app.add_subcommand("re-enrol",
                                      "Enrol this kiosk again with a new code of it: it stays the same kiosk, and "
                                      "what waits stays");
  re_enrol->add_option("url", url, "Address of the collector, https://… (default: the one it was enrolled with)");
  re_enrol->add_option("code", code.given, "One-time code; if missing or -, it is read from standard input");
  re_enrol->add_option("--code-file", code.file, "File whose first line is the one-time code");
  auto* once = app.add_subcommand("once", "Send and fetch everything, then exit");
  app.add_subcommand("run", "Keep running and send each record as soon as it is made");
  auto* status = app.add_subcommand("status", "Show the state of this kiosk and what to do");
  status->add_flag("--json", as_json, "Print JSON");

  if (const auto ended = minbar::read_command_line(app, argc, argv)) return *ended;
  if (enrol->parsed()) return enrol_command(options, url, code);
  if (re_enrol->parsed()) {
    // a code alone, as the coordinator's note has it
    if (code.given.empty() && url.find("://") == std::string::npos) std::swap(code.given, url);
    return re_enrol_command(options, url, code);
  }
  if (once->parsed()) return once_command(options);
  if (status->parsed()) return status_command(options, as_json);
  return run_command(options);
}
