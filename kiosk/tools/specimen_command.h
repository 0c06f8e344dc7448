// `minbar-kiosk specimen`: paints the specimen's pages into a folder, one picture a page, language, text size and
// panel. Called by the kiosk's main; used by who designs or translates. It opens no window on a display and no
// database.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "sync/base/result.h"

namespace CLI {
class App;
}

namespace minbar::kiosk {

struct SpecimenCommandOptions {
  std::filesystem::path content = {};  // the pack, with specimen.json
  std::filesystem::path fonts = {};
  std::filesystem::path out = "specimen";
  std::string panel = "portrait-15.6";
  std::string language = {};  // empty: all
  std::size_t text_size = 0;  // from 1; 0: all
};

void describe_specimen_command(CLI::App& command, SpecimenCommandOptions& options);

// Names each picture on `out`.
[[nodiscard]] Result<void> run_specimen_command(const SpecimenCommandOptions& options, std::ostream& out);

}  // namespace minbar::kiosk
