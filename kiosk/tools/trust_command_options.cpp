#include "kiosk/tools/trust_command_options.h"

#include <CLI/CLI.hpp>

namespace minbar::kiosk {

void describe_trust_command(CLI::App& command, TrustCommandOptions& options) {
  command.add_option("--data", options.data, "Folder shared with minbar-sync");
  command.add_option("--keys", options.keys, "Private folder of the record key and the pinned collector");
  command.add_option("--accept", options.accept,
                     "Trust the collector named in the shared folder if its fingerprint is this one");
}

}  // namespace minbar::kiosk
