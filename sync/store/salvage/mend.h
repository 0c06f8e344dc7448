// What minbar-kiosk does about its shared database before it opens it: finishes a salvage that was stopped, looks for
// damage at its edges, sets a damaged file aside and puts one in its place that holds what could be read. The agent
// asks for it and waits (damage/set_aside.h). Nobody in this process has the file open meanwhile. Its pages are looked
// at once the kiosk shows something and nobody waits for it; who has met damage asks the next call to look at them,
// too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/store/damage/set_aside.h"

namespace minbar::store {

// `data` is the shared folder, `keys` the kiosk's private one. Nothing: there was no damage, or there is no database.
// Whoever asked for a look three times in a day is believed, though none finds anything: a new file has what an index
// lost. Errors: io (it cannot be read just now; after limits::unreadable_looks of these it is taken for damaged), full,
// denied, busy, unsupported_version. After an error nothing is lost, and the next call goes on.
[[nodiscard]] Result<std::optional<SetAside>> mend(const std::filesystem::path& data, const std::filesystem::path& keys,
                                                   const Clock& clock);

// What a disk did not give when its file was set aside it may give later: reads such files again once a day, for a
// minute at most, while the kiosk has its database open; the next day goes on where that was over. When `stop` says so
// it is not done for today. Returns how many records came back.
[[nodiscard]] std::int64_t read_again(const std::filesystem::path& data, const std::filesystem::path& keys,
                                      const Clock& clock, const std::function<bool()>& stop);

enum class PagesSeen { sound, damaged, stopped };
// Looks at the pages of a database that is in use, for limits::damage_look_ms and until `stop` says so from another
// thread; sound: as far as that went. What cannot be read just now is damaged: mend tells the two apart.
[[nodiscard]] PagesSeen look_at_pages(const std::filesystem::path& data, const std::function<bool()>& stop);

}  // namespace minbar::store
