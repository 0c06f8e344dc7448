// `minbar-kiosk text`: reads a text and shows every stage of its layout, for whoever checks typography or chases a
// fault in it. Called by the kiosk's main. It opens no window and no database.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "sync/base/result.h"
#include "ui/paragraph.h"

namespace minbar::kiosk {

struct TextCommandOptions {
  std::filesystem::path fonts;  // the folder that the target `fonts` made
  std::string language = "ar";  // chooses the face stack to begin with
  float width_px = 480;
  float size_px = 28;
  ui::FontWeight weight = ui::FontWeight::regular;
  ui::BaseDirection direction = ui::BaseDirection::first_strong;
  ui::TextAlign align = ui::TextAlign::start;
  int max_lines = 0;
  std::optional<std::filesystem::path> png;   // grey picture of the paragraph
  std::optional<std::filesystem::path> json;  // the same stages for programs
};

// Reads `in` to its end (one closing newline is dropped), writes the stages to `out`.
[[nodiscard]] Result<void> run_text_command(const TextCommandOptions& options, std::istream& in, std::ostream& out);

}  // namespace minbar::kiosk
