#include "sync/collector/doctor/doctor.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "sync/collector/doctor/checks.h"
#include "sync/seal/init.h"
#include "sync/wire/json.h"

namespace minbar::collector {

namespace {

constexpr std::array<Check, 11> checks{check_folder, check_keys,    check_database,  check_chains,
                                       check_kiosks, check_clocks,  check_disk,      check_numbers,
                                       check_erased, check_backups, check_succession};

Result<void> can_be_looked_at(const std::filesystem::path& data) {
  if (::access(data.c_str(), R_OK | X_OK) == 0) return {};
  const int number = errno;
  const auto code = number == ENOENT || number == ENOTDIR ? Errc::not_found : Errc::denied;
  return fail(code, fmt::format("cannot look at {}: {}. Run this as the user of the collector, with its data folder",
                                data.string(), std::strerror(number)));
}

}  // namespace

Result<Findings> examine(const std::filesystem::path& data, std::int64_t now_ms) {
  seal::init();
  TRY(can_be_looked_at(data));
  Examined examined{.data = data, .now_ms = now_ms};
  Findings all;
  for (const auto check : checks) {
    auto found = check(examined);
    std::move(found.begin(), found.end(), std::back_inserter(all));
  }
  return all;
}

bool all_well(const Findings& findings) {
  return std::all_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.well(); });
}

std::string words_of(const Findings& findings) {
  std::string out;
  for (const auto& finding : findings) {
    out += fmt::format("{:<5} {}: {}\n", finding.well() ? "well" : "TO DO", finding.check, finding.says);
    if (!finding.well()) out += fmt::format("      {}\n", finding.to_do);
  }
  return out;
}

Result<Bytes> json_of(const Findings& findings) {
  std::vector<wire::JsonWriter> items;
  for (const auto& finding : findings) {
    wire::JsonWriter item;
    item.text("check", finding.check);
    item.text("says", finding.says);
    item.text("to_do", finding.to_do);
    item.boolean("well", finding.well());
    items.push_back(std::move(item));
  }
  wire::JsonWriter json;
  json.boolean("well", all_well(findings));
  json.objects("findings", items);
  return json.written();
}

}  // namespace minbar::collector
