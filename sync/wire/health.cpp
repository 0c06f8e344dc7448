#include "sync/wire/health.h"

#include <array>
#include <utility>

#include "sync/base/limits.h"
#include "sync/wire/json.h"

namespace minbar::wire {

namespace {

constexpr std::array fault_names{std::pair{Fault::disk_full, std::string_view("disk_full")},
                                 std::pair{Fault::refused, std::string_view("refused")},
                                 std::pair{Fault::no_content, std::string_view("no_content")},
                                 std::pair{Fault::clock_wrong, std::string_view("clock_wrong")},
                                 std::pair{Fault::record_damaged, std::string_view("record_damaged")},
                                 std::pair{Fault::recording_kept_back, std::string_view("recording_kept_back")},
                                 std::pair{Fault::records_missing, std::string_view("records_missing")},
                                 std::pair{Fault::drafts_wait, std::string_view("drafts_wait")}};

void put(JsonWriter& json, const char* name, const std::optional<std::int64_t>& value) {
  if (value) json.integer(name, *value);
}

Result<std::optional<std::int64_t>> take(const JsonReader& json, const char* name, std::int64_t least) {
  if (!json.has(name)) return std::nullopt;
  return TRY(json.integer(name, least, INT64_MAX));
}

}  // namespace

std::string_view name_of(Fault fault) {
  for (const auto& [known, name] : fault_names)
    if (known == fault) return name;
  return "unknown";
}

std::optional<Fault> fault_from(std::string_view name) {
  for (const auto& [fault, known] : fault_names)
    if (known == name) return fault;
  return std::nullopt;
}

JsonWriter json_of(const Health& health) {
  JsonWriter json;
  put(json, "free_disk", health.free_disk_bytes);
  put(json, "disk", health.disk_bytes);
  put(json, "database", health.database_bytes);
  if (!health.kiosk_version.empty()) json.text("kiosk_version", health.kiosk_version);
  put(json, "clock_ahead_ms", health.clock_ahead_ms);
  std::vector<std::string> faults;
  for (const auto fault : health.faults) faults.emplace_back(name_of(fault));
  json.texts("faults", faults);
  return json;
}

Result<Health> health_from(const JsonReader& json) {
  Health out;
  out.free_disk_bytes = TRY(take(json, "free_disk", 0));
  out.disk_bytes = TRY(take(json, "disk", 0));
  out.database_bytes = TRY(take(json, "database", 0));
  if (json.has("kiosk_version")) out.kiosk_version = TRY(json.text("kiosk_version", limits::version_text_bytes));
  out.clock_ahead_ms = TRY(take(json, "clock_ahead_ms", INT64_MIN));
  for (const auto& word : TRY(json.texts("faults", limits::health_faults, limits::fault_bytes)))
    if (const auto fault = fault_from(word)) out.faults.push_back(*fault);
  return out;
}

}  // namespace minbar::wire
