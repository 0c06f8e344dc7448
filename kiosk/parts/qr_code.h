// QR codes (ISO/IEC 18004) through libqrencode, error correction M: a phone reads it off a scratched screen.
#pragma once

#include <string>

#include "ui/element.h"

namespace minbar::kiosk {

// Empty when the text is empty or longer than a QR code can hold.
[[nodiscard]] ui::Matrix qr_matrix(const std::string& text);

}  // namespace minbar::kiosk
