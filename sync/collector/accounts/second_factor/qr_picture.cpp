#include "sync/collector/accounts/second_factor/qr_picture.h"

#include <qrencode.h>

#include <cstddef>
#include <memory>

#include <fmt/format.h>

namespace minbar::collector {

std::optional<QrPicture> qr_picture(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                             &QRcode_free);
  if (!code) return std::nullopt;
  QrPicture picture{.side = code->width, .path = {}};
  const auto is_dark = [&](int x, int y) {
    return x < code->width && (code->data[static_cast<std::size_t>(y * code->width + x)] & 1) != 0;
  };
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x) {
      if (!is_dark(x, y)) continue;
      int end = x;
      while (is_dark(end, y)) ++end;
      picture.path += fmt::format("M{} {}h{}v1H{}z", x, y, end - x, x);  // one run of dark modules
      x = end;
    }
  return picture;
}

}  // namespace minbar::collector
