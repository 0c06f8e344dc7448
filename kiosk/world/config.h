// How this kiosk was started: folders, the window, and the driver for tests and pictures. From the command line alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sync/base/result.h"
#include "ui/sdl/window.h"

namespace minbar::kiosk {

struct Config {
  std::filesystem::path data;             // shared with minbar-sync: the database and the doorbells
  std::filesystem::path keys;             // the record key; this program's user only
  std::filesystem::path content;          // the content pack
  std::filesystem::path content_overlay;  // files that take the place of the pack's; empty: none
  std::filesystem::path fonts;            // made by the build from fonts/manifest
  ui::sdl::WindowOptions window;
  bool keyboard = false;                       // plugged in keyboards type on the whole screen too; in a window they do
  std::optional<double> ppi;                   // pixels per inch; else the panel's own
  float text_scale = 1;                        // of ui::text_scales, what a session begins with
  bool transitions = true;                     // one screen moves into the place of another
  std::filesystem::path script;                // empty: a person drives
  std::filesystem::path screenshots;           // where `shot` puts its pictures
  std::optional<std::int64_t> max_data_bytes;  // of the database; else as the disk allows
  bool microphone = true;                      // speaking is offered where one is plugged in
  std::string service;                         // beside its counter this kiosk stands; empty: anywhere
  std::string campaign;                        // what it asks on the days of that campaign; empty: nothing of its own
  int receipts_fd = -1;                        // where the id of each record goes once it is durable; -1: nowhere
};

// "1080x1920". Error: bad_input.
[[nodiscard]] Result<ui::sdl::WindowOptions> with_size(ui::sdl::WindowOptions options, const std::string& size);

}  // namespace minbar::kiosk
