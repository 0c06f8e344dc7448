#include "kiosk/trust_command_options.h"

#include <CLI/CLI.hpp>

namespace minbar::kiosk {

void describe_trust_command(CLI::App& command, TrustCommandOptions& options) {
  command.add_option("--data", options.data, "folder shared with minbar-sync");
  command.add_option("--keys", options.keys, "folder of the record key and of the pinned collector");
  command.add_option("--accept", options.accept,
                     "trust the collector that the shared folder names, when this is its fingerprint");
}

}  // namespace minbar::kiosk
