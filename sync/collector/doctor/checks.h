// All that doctor looks at, in the order in which it tells. Another check is one more function here and in doctor.cpp.
#pragma once

#include "sync/collector/doctor/examined.h"

namespace minbar::collector {

// Which parts of a collector are there, and whether a first start has ended.
[[nodiscard]] Findings check_folder(Examined& examined);
// Owner, modes, and whether both are keys.
[[nodiscard]] Findings check_keys(Examined& examined);
// Opens, belongs to the keys, has a schema of this version, is whole at its edges, and what the last full check found.
[[nodiscard]] Findings check_database(Examined& examined);
// Of each kiosk the records that are missing between others, and places of a chain that were claimed twice.
[[nodiscard]] Findings check_chains(Examined& examined);
// What kiosks say is wrong with them, in their newest word.
[[nodiscard]] Findings check_kiosks(Examined& examined);
// This machine's clock against what it wrote itself, and kiosks' clocks against their arrival.
[[nodiscard]] Findings check_clocks(Examined& examined);
// Room for what comes, for a backup and for a rebuild.
[[nodiscard]] Findings check_disk(Examined& examined);
// The mark above all numbers, and kiosks that hold answers which are not here.
[[nodiscard]] Findings check_numbers(Examined& examined);
// The list of what was erased by law.
[[nodiscard]] Findings check_erased(Examined& examined);
// Whether there is a key for backups, and a new one that was read back from another disk.
[[nodiscard]] Findings check_backups(Examined& examined);
// Which of the collector's keys its kiosks follow, and whether the newest are in a backup.
[[nodiscard]] Findings check_succession(Examined& examined);

}  // namespace minbar::collector
