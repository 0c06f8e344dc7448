#include "kiosk/parts/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace minbar::kiosk {

ui::Matrix qr_matrix(const std::string& text) {
  if (text.empty()) return {};
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                             &QRcode_free);
  if (!code) return {};
  ui::Matrix matrix{.side = code->width, .dark = {}};
  const auto modules = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  for (std::size_t i = 0; i < modules; ++i) matrix.dark.push_back((code->data[i] & 1) != 0);
  return matrix;
}

}  // namespace minbar::kiosk
