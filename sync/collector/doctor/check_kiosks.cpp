#include "sync/collector/doctor/checks.h"

#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/desk/time_text.h"
#include "sync/domain/ids.h"
#include "sync/wire/health.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t kiosks_told = 100;
constexpr std::int64_t kiosk_mib = 1024 * 1024;

struct FaultWords {
  std::string_view says;
  std::string_view to_do;
};
FaultWords fault_words(wire::Fault fault) {
  using wire::Fault;
  switch (fault) {
    case Fault::disk_full:
      return {"it takes nothing more, because its disk is full", "Make room on that kiosk's disk."};
    case Fault::refused:
      return {"it says that this collector refuses it",
              "Run minbar-sync status there: it says why. Mostly it needs a new code of this kiosk."};
    case Fault::no_content:
      return {"it has no content to show", "Publish some for its place: minbar-collector content publish."};
    case Fault::clock_wrong:
      return {"its clock is wrong", "Set the clock of that kiosk."};
    case Fault::record_damaged:
      return {"records are damaged on its disk and cannot leave",
              "Have that disk checked: a file is damaged once by chance and twice by its disk."};
    case Fault::recording_kept_back:
      return {"recordings stay there, because they are damaged or do not arrive whole", "Have that disk checked."};
    case Fault::records_missing:
      return {"records could not be read from a damaged database of it",
              "Keep the damaged file that minbar-sync status names there for whoever can read more of it, and have "
              "that disk checked. Once the file is deleted the kiosk speaks of it no more."};
    case Fault::drafts_wait:
      return {"records wait in its private folder, because its database does not take them",
              "They go by themselves once it does. If it lasts, run minbar-sync status there and look at its disk."};
  }
  return {"something is wrong with it", "Run minbar-sync status there."};
}

Finding kiosk_finding(const std::string& kiosk, std::string_view says, std::string_view to_do) {
  return {.check = "kiosks", .says = fmt::format("{}: {}.", kiosk, says), .to_do = std::string(to_do)};
}

// One kiosk's newest word of itself.
void add_faults(const db::Row& row, Findings& found) {
  const auto kiosk = fmt::format("{} ({})", row.text(0), to_hex(row.id<DeviceId>(1).view()));
  if (const auto free = row.maybe_integer(2); free && *free < limits::kiosk_disk_low_bytes)
    found.push_back(
        kiosk_finding(kiosk, fmt::format("its disk is nearly full, {} MiB are free", *free / kiosk_mib),
                      "Make room on that kiosk's disk before it can take nothing more. What it lets go it lets "
                      "go once it is in a backup here: make backups."));
  std::istringstream faults(row.text(3));
  for (std::string name; faults >> name;) {
    const auto fault = wire::fault_from(name);
    if (!fault) continue;
    const auto words = fault_words(*fault);
    found.push_back(kiosk_finding(kiosk, fmt::format("{}, as it said at {}", words.says, machine_time(row.integer(4))),
                                  words.to_do));
  }
}

}  // namespace

Findings check_kiosks(Examined& examined) {
  if (!examined.database) return {};
  const auto rows = examined.database->query(
      "SELECT d.label, h.device, h.free_disk_bytes, h.faults, h.at_ms FROM kiosk_health h JOIN devices d ON d.id = "
      "h.device WHERE d.revoked_at_ms IS NULL AND (h.free_disk_bytes < $1 OR h.faults <> '') ORDER BY d.label, "
      "h.device LIMIT $2",
      {limits::kiosk_disk_low_bytes, kiosks_told});
  if (!rows)
    return {{.check = "kiosks",
             .says = "What kiosks say of themselves cannot be read.",
             .to_do = "Mend what is said of the database, then look again."}};
  Findings found;
  for (const auto& row : *rows) add_faults(row, found);
  if (found.empty()) found.push_back({.check = "kiosks", .says = "No kiosk says that anything is wrong with it."});
  return found;
}

}  // namespace minbar::collector
