#include "kiosk/session/door.h"

namespace minbar::kiosk {

Leave::Leave(Door to) : door(std::move(to)) {}
Leave::Leave(const Leave& other) = default;
Leave::Leave(Leave&& other) noexcept = default;
Leave& Leave::operator=(const Leave& other) = default;
Leave& Leave::operator=(Leave&& other) noexcept = default;
Leave::~Leave() = default;

}  // namespace minbar::kiosk
