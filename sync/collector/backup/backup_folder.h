// A folder of backups: what they are called, whose they are, and which of them have had their time. Several collectors
// may share one; only one's own are ever touched.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/backup/format.h"

namespace minbar::collector {

// "minbar-1a2b3c4d-000042-2026-11-30T08-15-00Z.backup": the collector's beginning, the number, when (UTC).
[[nodiscard]] std::string backup_file_name(const BackupHead& head);
// "2026-11-30T08-15-00Z", as files' names have it.
[[nodiscard]] std::string time_for_a_name(std::int64_t utc_ms);

struct BackupFile {
  std::filesystem::path path;
  BackupHead head;
};
// Whatever has the head of a backup, by number and then by name; other files are passed over. Errors: not_found,
// denied, io, too_large.
[[nodiscard]] Result<std::vector<BackupFile>> backups_in(const std::filesystem::path& folder);

// Whether what lies on that device lies on another file system than all of these, which are there. A bind mount is the
// same device as what it shows. Error: io.
[[nodiscard]] Result<bool> lies_elsewhere(dev_t device, const std::vector<std::filesystem::path>& own);

// How many of the newest days, weeks and months that have backups keep their newest.
struct KeepRule {
  int days = 7;
  int weeks = 4;
  int months = 12;
  bool operator==(const KeepRule&) const = default;
};
// "7d,4w,12m", in any order; a part that is missing is none. Nothing: it is no such text, or keeps none at all.
[[nodiscard]] std::optional<KeepRule> keep_rule_from(std::string_view text);
// Those of one collector that have had their time. Never `newest`, nor one of a higher number. Days, weeks from Monday
// and months are of UTC.
[[nodiscard]] std::vector<BackupFile> superfluous(const std::vector<BackupFile>& own, const KeepRule& rule,
                                                  std::int64_t newest);

}  // namespace minbar::collector
