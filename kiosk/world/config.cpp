#include "kiosk/world/config.h"

#include <charconv>
#include <system_error>

#include <fmt/format.h>

namespace minbar::kiosk {

Result<ui::sdl::WindowOptions> with_size(ui::sdl::WindowOptions options, const std::string& size) {
  const auto cross = size.find('x');
  const auto number = [](std::string_view text, int& out) {
    const auto end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, out);
    return error == std::errc{} && stopped == end && out > 0;
  };
  if (cross == std::string::npos || !number(std::string_view(size).substr(0, cross), options.width) ||
      !number(std::string_view(size).substr(cross + 1), options.height))
    return fail(Errc::bad_input, fmt::format("{} is no size; write WIDTHxHEIGHT in pixels, such as 1080x1920", size));
  return options;
}

}  // namespace minbar::kiosk
