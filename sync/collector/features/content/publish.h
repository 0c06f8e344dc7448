// A person's pack becomes one that kiosks take: checked with the kiosk's own reader and against what it replaces,
// numbered, signed, kept. Used by `content publish`. What a kiosk's program needs beyond that, only the kiosk can
// judge; it refuses a pack whole and goes on with its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/clock.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

struct Publication {
  std::vector<ContentFile> files{};
  std::vector<PlaceCode> places{};  // empty: everywhere
  bool retire = false;              // ids, and words that no shipped screen says, may go
  Actor by = {};
};

struct Publisher {
  Storage& storage;
  const CollectorKeys& keys;
  const CollectorId& collector;
  const std::vector<ContentFile>& shipped;  // the pack that came with this version
  std::vector<std::string> icons{};         // that its kiosks have; empty: not checked
  const Clock& clock;
};

struct Published {
  std::int64_t version = 0;
  std::int64_t size_bytes = 0;
};

// Errors: bad_input (the pack, with file and line), not_found (a place), conflict (what would vanish, by name),
// too_large, and the database's.
[[nodiscard]] Result<Published> publish(const Publisher& publisher, const Publication& publication);

}  // namespace minbar::collector
