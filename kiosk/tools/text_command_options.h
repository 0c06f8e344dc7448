// The flags of `minbar-kiosk text`.
#pragma once

#include "kiosk/tools/text_command.h"

namespace CLI {
class App;
}

namespace minbar::kiosk {

void describe_text_command(CLI::App& command, TextCommandOptions& options);

}  // namespace minbar::kiosk
