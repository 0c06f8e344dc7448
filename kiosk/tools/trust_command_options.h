// The flags of `minbar-kiosk trust`.
#pragma once

#include "kiosk/tools/trust_command.h"

namespace CLI {
class App;
}

namespace minbar::kiosk {

void describe_trust_command(CLI::App& command, TrustCommandOptions& options);

}  // namespace minbar::kiosk
