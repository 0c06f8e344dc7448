#include "sync/collector/features/health/readiness.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/backup/backup_notes.h"
#include "sync/collector/storage/data_folder.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

// A write that is undone, so that being asked costs the disk nothing.
bool takes_a_write(Storage& storage) {
  bool written = false;
  const auto undone = storage.write([&](db::Database& database) -> Result<void> {
    TRY(database.execute("UPDATE collector SET one = one WHERE one = 1"));
    written = true;
    return fail(Errc::internal, "undone");
  });
  return written && !undone && undone.error().code == Errc::internal;
}

std::uint64_t size_of(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  return error ? 0 : size;
}

std::uint64_t free_at(const fs::path& folder) {
  std::error_code error;
  const auto space = fs::space(folder, error);
  return error ? 0 : space.available;
}

Result<std::optional<std::int64_t>> backup_age_ms(Storage& storage, std::int64_t now_ms) {
  return storage.read([&](db::Database& database) -> Result<std::optional<std::int64_t>> {
    const auto newest = TRY(newest_backup_elsewhere(database));
    if (!newest) return std::nullopt;
    return std::max<std::int64_t>(0, now_ms - newest->verified_at_ms);
  });
}

bool is_late(Storage& storage, std::int64_t now_ms) {
  const auto has_kiosks =
      storage.read([](db::Database& database) { return database.query_one("SELECT EXISTS (SELECT 1 FROM devices)"); });
  if (has_kiosks && *has_kiosks && (*has_kiosks)->integer(0) == 0) return false;  // nothing could be lost
  const auto age = backup_age_ms(storage, now_ms);
  return !age || !*age || **age > limits::backup_late_ms;
}

// One measure with its help; a counter's name ends in _total, as its users expect.
template <class Number>
std::string gauge(std::string_view name, std::string_view help, Number number, std::string_view kind = "gauge") {
  return fmt::format("# HELP minbar_{0} {1}\n# TYPE minbar_{0} {2}\nminbar_{0} {3}\n", name, help, kind, number);
}

std::string yes_or(bool well, std::string_view otherwise) { return std::string(well ? "ok" : otherwise); }

}  // namespace

Readiness look_whether_ready(Storage& storage, const fs::path& data, std::int64_t now_ms) {
  std::error_code error;
  const auto keys = data / "keys";
  return {.writes = takes_a_write(storage),
          .is_whole = !storage.is_damaged(),
          .has_room = free_at(data) >= static_cast<std::uint64_t>(limits::ready_room_bytes),
          .has_keys = fs::exists(keys / "opening.key", error) && fs::exists(keys / "signing.key", error),
          .backup_late = is_late(storage, now_ms)};
}

std::string lines_of(const Readiness& readiness) {
  return fmt::format("database: {}\nroom: {}\nkeys: {}\nbackup: {}\n",
                     !readiness.writes ? "takes no write" : yes_or(readiness.is_whole, "damaged"),
                     yes_or(readiness.has_room, "too little"), yes_or(readiness.has_keys, "missing"),
                     yes_or(!readiness.backup_late, "late"));
}

Result<Measures> measure(Storage& storage, const fs::path& data, FleetCounts fleet, std::int64_t now_ms) {
  Measures out{.readiness = look_whether_ready(storage, data, now_ms), .fleet = std::move(fleet)};
  out.arrivals = TRY(storage.read([](db::Database& database) {
                   return database.query_one("SELECT coalesce(max(arrival), 0) FROM envelopes");
                 }))->integer(0);
  const auto file = database_file(data);
  out.database_bytes = size_of(file);
  out.log_bytes = size_of(file.string() + "-wal");
  out.free_bytes = free_at(data);
  if (const auto age = TRY(backup_age_ms(storage, now_ms))) out.backup_age_s = *age / 1000;
  return out;
}

std::string metrics_of(const Measures& measures, std::string_view version) {
  auto out = fmt::format(
      "# HELP minbar_info The version that serves.\n# TYPE minbar_info gauge\n"
      "minbar_info{{version=\"{}\"}} 1\n",
      version);
  out += gauge("ready", "1 while a record could be taken.", measures.readiness.ready() ? 1 : 0);
  out += gauge("records_total", "Records taken since the collector was made.", measures.arrivals, "counter");
  out += "# HELP minbar_kiosks Kiosks in service, by how they fare.\n# TYPE minbar_kiosks gauge\n";
  for (const auto& [state, kiosks] : measures.fleet.by_state)
    out += fmt::format("minbar_kiosks{{state=\"{}\"}} {}\n", state, kiosks);
  out += gauge("kiosks_with_faults", "Kiosks that name a fault of their own.", measures.fleet.with_faults);
  out += gauge("records_lost", "Records that kiosks no longer have and that never came.", measures.fleet.lost);
  out += gauge("records_held", "Records that wait for a decision.", measures.fleet.held);
  out += gauge("records_set_aside", "Records that could not be taken.", measures.fleet.set_aside);
  out += gauge("database_bytes", "Size of the database.", measures.database_bytes);
  out += gauge("database_log_bytes", "Size of the database's log.", measures.log_bytes);
  out += gauge("disk_free_bytes", "Room on the disk of the database.", measures.free_bytes);
  out += gauge("backup_late", "1 while there is no backup elsewhere that is young enough.",
               measures.readiness.backup_late ? 1 : 0);
  if (measures.backup_age_s)
    out += gauge("backup_age_seconds", "Age of the newest backup elsewhere.", *measures.backup_age_s);
  return out;
}

}  // namespace minbar::collector
