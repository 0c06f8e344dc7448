// Which content pack the kiosk shows when it starts: the newest that this program can use, of those its collector has
// published and the one it came with. Used by main.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "kiosk/memory.h"
#include "sync/base/result.h"
#include "sync/domain/content.h"

namespace minbar::kiosk {

// `memory`: nothing when it does not open; then the shipped pack is all there is. Errors: those of the shipped pack,
// when no other can be used.
[[nodiscard]] Result<std::shared_ptr<const Content>> choose_content(const std::filesystem::path& shipped,
                                                                    std::optional<Memory>& memory,
                                                                    const ReadContent& read);

}  // namespace minbar::kiosk
