#include "ui/sdl/screenshot.h"

#include <SDL.h>
#include <png.h>

#include <cstddef>

#include "sync/base/ensure.h"

namespace minbar::ui::sdl {

namespace {

constexpr int rgba_bytes = 4;
constexpr int rgb_bytes = 3;

// Rows of `pixels` without padding, in another layout of bytes. SDL knows both, so that this cannot fail.
std::vector<std::uint8_t> converted(const void* pixels, int width, int height, int pitch, SDL_PixelFormatEnum from,
                                    SDL_PixelFormatEnum to, int to_bytes) {
  std::vector<std::uint8_t> out(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                                static_cast<std::size_t>(to_bytes));
  const int done = SDL_ConvertPixels(width, height, from, pixels, pitch, to, out.data(), width * to_bytes);
  ENSURE(done == 0, "SDL converts between layouts that it knows");
  return out;
}

}  // namespace

Color Image::at(int x, int y) const {
  ENSURE(x >= 0 && y >= 0 && x < width && y < height, "a pixel asked for lies within the picture");
  const auto* p = rgba.data() + (static_cast<std::ptrdiff_t>(y) * width + x) * 4;
  return {p[0], p[1], p[2], p[3]};
}

Image grab(Window& window) {
  const Canvas canvas = window.canvas();
  return {canvas.width, canvas.height,
          converted(canvas.pixels, canvas.width, canvas.height, canvas.stride * static_cast<int>(sizeof(std::uint32_t)),
                    SDL_PIXELFORMAT_RGB888, SDL_PIXELFORMAT_RGBA32, rgba_bytes)};
}

Result<void> save_png(const Image& image, const std::filesystem::path& path) {
  const auto rgb = converted(image.rgba.data(), image.width, image.height, image.width * rgba_bytes,
                             SDL_PIXELFORMAT_RGBA32, SDL_PIXELFORMAT_RGB24, rgb_bytes);
  png_image picture{};
  picture.version = PNG_IMAGE_VERSION;
  picture.width = static_cast<png_uint_32>(image.width);
  picture.height = static_cast<png_uint_32>(image.height);
  picture.format = PNG_FORMAT_RGB;
  picture.flags = PNG_IMAGE_FLAG_FAST;  // a demonstration makes hundreds, which nobody keeps
  if (png_image_write_to_file(&picture, path.c_str(), 0, rgb.data(), 0, nullptr) == 0)
    return fail(Errc::io, "cannot write the picture " + path.string() + "; its folder must exist and be writable");
  return {};
}

Result<void> save_png(Window& window, const std::filesystem::path& path) { return save_png(grab(window), path); }

}  // namespace minbar::ui::sdl
