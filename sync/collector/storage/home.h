// A collector's data folder, opened as one: keys, database and the collector's id belong together or nothing is opened.
// Every command that touches a collector goes through here. A first start makes all of it or, killed at any moment, is
// finished by the next one; what has been in use is never made anew in silence.
#pragma once

#include <filesystem>
#include <memory>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/erased.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

struct Home {
  CollectorKeys keys;
  std::unique_ptr<Storage> storage;
  CollectorId id;
  std::unique_ptr<Erased> erased;
};

enum class WhenNew {
  make,            // a folder without a collector gets one
  refuse,          // not_found
  under_old_keys,  // as make; also an empty database beside keys whose own is lost. Its id is another. Else: conflict
};

// Errors: not_found (no collector, a part of one, or an empty database beside keys: says what to do, and nothing was
// written), conflict (the database belongs to other keys), corrupt (the database is damaged), unsupported_version,
// denied, full, io.
[[nodiscard]] Result<Home> open_home(const std::filesystem::path& data, WhenNew when_new, const Clock& clock,
                                     Random& random);
// By the system's clock and random numbers, for a command that makes no collector.
[[nodiscard]] Result<Home> existing_home(const std::filesystem::path& data);

}  // namespace minbar::collector
