#include "ui/sdl/screenshot.h"

#include <png.h>

#include <cstddef>

#include "sync/base/ensure.h"

namespace minbar::ui::sdl {

namespace {

// Calls `each(r, g, b)` for every pixel, row by row.
template <class Each>
void for_each_pixel(const Canvas& canvas, Each each) {
  for (int y = 0; y < canvas.height; ++y) {
    const std::uint32_t* const row = canvas.pixels + static_cast<std::ptrdiff_t>(y) * canvas.stride;
    for (int x = 0; x < canvas.width; ++x)
      each(static_cast<std::uint8_t>(row[x] >> 16U), static_cast<std::uint8_t>(row[x] >> 8U),
           static_cast<std::uint8_t>(row[x]));
  }
}

std::size_t pixels_in(const Canvas& canvas) {
  return static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.height);
}

}  // namespace

Color Image::at(int x, int y) const {
  ENSURE(x >= 0 && y >= 0 && x < width && y < height, "a pixel asked for lies within the picture");
  const auto* p = rgba.data() + (static_cast<std::ptrdiff_t>(y) * width + x) * 4;
  return {p[0], p[1], p[2], p[3]};
}

Image grab(Window& window) {
  const Canvas canvas = window.canvas();
  Image image{canvas.width, canvas.height, {}};
  image.rgba.reserve(pixels_in(canvas) * 4);
  for_each_pixel(canvas, [&](std::uint8_t r, std::uint8_t g, std::uint8_t b) {
    for (const std::uint8_t v : {r, g, b, std::uint8_t{255}}) image.rgba.push_back(v);
  });
  return image;
}

Result<void> save_png(const Image& image, const std::filesystem::path& path) {
  std::vector<std::uint8_t> rgb;
  rgb.reserve(image.rgba.size() / 4 * 3);
  for (std::size_t i = 0; i < image.rgba.size(); ++i)
    if (i % 4 != 3) rgb.push_back(image.rgba[i]);
  png_image picture{};
  picture.version = PNG_IMAGE_VERSION;
  picture.width = static_cast<png_uint_32>(image.width);
  picture.height = static_cast<png_uint_32>(image.height);
  picture.format = PNG_FORMAT_RGB;
  if (png_image_write_to_file(&picture, path.c_str(), 0, rgb.data(), 0, nullptr) == 0)
    return fail(Errc::io, "cannot write the picture " + path.string() + "; its folder must exist and be writable");
  return {};
}

Result<void> save_png(Window& window, const std::filesystem::path& path) { return save_png(grab(window), path); }

}  // namespace minbar::ui::sdl
