// Pictures of what was painted last, for tests, reviews and papers. They have exactly the window's pixels.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "sync/base/result.h"
#include "ui/geometry.h"
#include "ui/sdl/window.h"

namespace minbar::ui::sdl {

struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;  // rows from the top, four bytes a pixel, alpha 255
  // Within the picture only.
  [[nodiscard]] Color at(int x, int y) const;
  bool operator==(const Image&) const = default;
};

[[nodiscard]] Image grab(Window& window);
// An RGB PNG file. Errors: io (the folder must exist and be writable).
[[nodiscard]] Result<void> save_png(const Image& image, const std::filesystem::path& path);
// What was painted last, as such a file. Errors: io (the folder must exist and be writable).
[[nodiscard]] Result<void> save_png(Window& window, const std::filesystem::path& path);

}  // namespace minbar::ui::sdl
