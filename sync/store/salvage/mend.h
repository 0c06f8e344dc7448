// What minbar-kiosk does about its shared database before it opens it: finishes a salvage that was stopped, looks for
// damage, sets a damaged file aside and puts one in its place that holds what could be read. The agent asks for it and
// waits (damage/set_aside.h). Nobody in this process has the file open meanwhile.
#pragma once

#include <filesystem>
#include <optional>

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/store/damage/set_aside.h"

namespace minbar::store {

// `data` is the shared folder, `keys` the kiosk's private one. Nothing: there was no damage, or there is no database.
// Errors: io (it cannot be read just now; after limits::unreadable_looks of these it is taken for damaged), full,
// denied, busy, unsupported_version. After an error nothing is lost, and the next call goes on.
[[nodiscard]] Result<std::optional<SetAside>> mend(const std::filesystem::path& data, const std::filesystem::path& keys,
                                                   const Clock& clock);

}  // namespace minbar::store
