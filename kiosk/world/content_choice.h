// Which content pack the kiosk shows when it starts: the newest that this program can use, of those its collector has
// published and the one it came with. Used by run.cpp.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "kiosk/world/memory.h"
#include "sync/base/result.h"
#include "sync/domain/content/content.h"

namespace minbar::kiosk {

// `shipped`: the files of the pack that came with this program, or why they cannot be read. `memory`: nothing when it
// does not open; then the shipped pack is all there is. Errors: those of the shipped pack, when no other can be used.
[[nodiscard]] Result<std::shared_ptr<const Content>> choose_content(const Result<std::vector<ContentFile>>& shipped,
                                                                    std::optional<Memory>& memory,
                                                                    const ReadContent& read);

// What of the shipped pack a published one may lack: the words of this program. Nothing when it could not be read.
[[nodiscard]] std::vector<ContentFile> own_words(const Result<std::vector<ContentFile>>& shipped);

}  // namespace minbar::kiosk
