#include "kiosk/features/commitments/screens.h"

namespace minbar::kiosk::commitments {

Screen::Screen() = default;
Screen::Screen(const Screen& other) = default;
Screen::Screen(Screen&& other) noexcept = default;
Screen& Screen::operator=(const Screen& other) = default;
Screen& Screen::operator=(Screen&& other) noexcept = default;
Screen::~Screen() = default;

}  // namespace minbar::kiosk::commitments
