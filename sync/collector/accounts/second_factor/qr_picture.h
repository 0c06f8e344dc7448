// A QR code (ISO/IEC 18004) as the path of an SVG picture, through libqrencode: a page shows it without a script.
#pragma once

#include <optional>
#include <string>

namespace minbar::collector {

struct QrPicture {
  int side = 0;      // modules; the path runs from 0 to this on both axes
  std::string path;  // of `d`: the dark modules, to be filled. Needs a light margin of four modules around it.
};
// Nothing when the text is empty or longer than a QR code can hold.
[[nodiscard]] std::optional<QrPicture> qr_picture(const std::string& text);

}  // namespace minbar::collector
