// The flags of `minbar-kiosk words`.
#pragma once

#include "kiosk/translators/words_command.h"

namespace CLI {
class App;
}

namespace minbar::kiosk {

void describe_words_command(CLI::App& command, WordsCommandOptions& options);

}  // namespace minbar::kiosk
