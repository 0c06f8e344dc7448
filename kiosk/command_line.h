// What the command line of minbar-kiosk says: the kiosk's own flags, and those of its commands.
#pragma once

#include <string>

#include "kiosk/tools/specimen_command.h"
#include "kiosk/tools/text_command.h"
#include "kiosk/tools/trust_command.h"
#include "kiosk/translators/words_command.h"
#include "kiosk/world/config.h"
#include "sync/base/result.h"
#include "ui/theme.h"

namespace CLI {
class App;
}

namespace minbar::kiosk {

struct Arguments {
  Config config = {};
  std::string size = {};
  std::string window = {};
  double ppi = 0;                                     // 0: as the panel says
  std::size_t text_size = ui::default_text_size + 1;  // from 1
  bool offscreen = false;
  TextCommandOptions text = {};
  WordsCommandOptions words = {};
  SpecimenCommandOptions specimen = {};
  TrustCommandOptions trust = {};
};

void describe(CLI::App& cli, Arguments& arguments);

// After parsing: folders that nobody named lie beside the program, and a command's own flag goes before the kiosk's.
void fill_in(Arguments& arguments);

// The kiosk's own configuration. Error bad_input: a size that is none.
[[nodiscard]] Result<Config> config_of(const Arguments& arguments);

}  // namespace minbar::kiosk
