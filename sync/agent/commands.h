// The five commands of minbar-sync, joined from their parts: store, keys, network, signals. Used by main only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "sync/agent/enrol_code.h"
#include "sync/base/limits.h"

namespace minbar::agent {

struct CommandOptions {
  std::filesystem::path data{};  // the folder shared with minbar-kiosk
  std::filesystem::path keys{};  // the agent's own, mode 0700; transport.key is made there when missing
  std::string ca_file{};         // certificates to trust instead of the system's; "" for the system's
  std::string version{};
  std::int64_t forget_after_days = limits::forget_after_days;  // of talk with a collector that never says `safe`
  std::int64_t settle_after_days = limits::settle_after_days;  // of talk; then what is safe shrinks
};

// Exit codes, after sysexits.h. Those of an exchange: exit_status_of in advice.h.
inline constexpr int exit_ok = 0;
inline constexpr int exit_usage = 64;  // a wrong address or a mistyped code
inline constexpr int exit_software = 70;
inline constexpr int exit_storage = 74;        // the folder, the database or a key file
inline constexpr int exit_try_later = 75;      // network or collector
inline constexpr int exit_no_permission = 77;  // refused: a person is needed
inline constexpr int exit_config = 78;         // not enrolled, or not our collector

int enrol_command(const CommandOptions& options, const std::string& url, const EnrolCodeSource& code);
// `url`: empty: the address that is known.
int re_enrol_command(const CommandOptions& options, const std::string& url, const EnrolCodeSource& code);
int once_command(const CommandOptions& options);
int run_command(const CommandOptions& options);
int status_command(const CommandOptions& options, bool as_json);

}  // namespace minbar::agent
