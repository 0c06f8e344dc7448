// Looks at all of a collector's data folder and says in words what is wrong and what to do, beside a collector that
// serves or where none can. Changes nothing. Used by `minbar-collector doctor`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/collector/doctor/examined.h"

namespace minbar::collector {

// Errors: not_found, denied, io: there is nothing that could be looked at.
[[nodiscard]] Result<Findings> examine(const std::filesystem::path& data, std::int64_t now_ms);
[[nodiscard]] bool all_well(const Findings& findings);
// One line a finding, and what to do below it.
[[nodiscard]] std::string words_of(const Findings& findings);
// {"well": bool, "findings": [{"check", "says", "to_do", "well"}]}
[[nodiscard]] Result<Bytes> json_of(const Findings& findings);

}  // namespace minbar::collector
