#include "sync/collector/backup/backup_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/collector/backup/sealed_file.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view backup_ending = ".backup";

std::chrono::sys_days day_of(std::int64_t utc_ms) {
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>(
      std::chrono::milliseconds(std::clamp(utc_ms, limits::earliest_time_s * 1000, limits::latest_time_s * 1000))));
}

// Which day, week or month it is, as a number.
std::int64_t nth_day(std::int64_t utc_ms) { return day_of(utc_ms).time_since_epoch().count(); }
std::int64_t nth_week(std::int64_t utc_ms) {
  constexpr std::int64_t from_monday = 3;  // 1970-01-01 was a Thursday
  const auto day = nth_day(utc_ms) + from_monday;
  return (day >= 0 ? day : day - 6) / 7;
}
std::int64_t nth_month(std::int64_t utc_ms) {
  const std::chrono::year_month_day date(day_of(utc_ms));
  return static_cast<int>(date.year()) * std::int64_t{12} + static_cast<unsigned>(date.month());
}

// The newest of each of the newest spans.
void keep_of(const std::vector<BackupFile>& newest_first, std::int64_t (*span)(std::int64_t), int spans,
             std::set<std::int64_t>& kept) {
  std::set<std::int64_t> seen;
  for (const auto& file : newest_first) {
    if (seen.size() == static_cast<std::size_t>(spans)) break;
    if (seen.insert(span(file.head.made_at_ms)).second) kept.insert(file.head.number);
  }
}

}  // namespace

std::string time_for_a_name(std::int64_t utc_ms) {
  const std::chrono::year_month_day date(day_of(utc_ms));
  constexpr std::int64_t day_s = 86'400;
  const auto second = ((utc_ms / 1000) % day_s + day_s) % day_s;
  return fmt::format("{:04}-{:02}-{:02}T{:02}-{:02}-{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), second / 3600,
                     second / 60 % 60, second % 60);
}

std::string backup_file_name(const BackupHead& head) {
  return fmt::format("minbar-{}-{:06}-{}{}", to_hex(head.collector.view().first(4)), head.number,
                     time_for_a_name(head.made_at_ms), backup_ending);
}

Result<std::vector<BackupFile>> backups_in(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return fail(Errc::not_found, fmt::format("there is no folder {}: is its disk there?", folder.string()));
  std::vector<BackupFile> found;
  std::size_t looked = 0;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (++looked > limits::backup_folder_files)
      return fail(Errc::too_large, fmt::format("{} has too many files: give backups a folder", folder.string()));
    if (!at->path().filename().string().ends_with(backup_ending)) continue;
    if (const auto head = head_of_file(at->path())) found.push_back({.path = at->path(), .head = *head});
  }
  if (error) return fail(Errc::denied, fmt::format("cannot look into {}: {}", folder.string(), error.message()));
  std::sort(found.begin(), found.end(), [](const BackupFile& a, const BackupFile& b) {
    return std::pair(a.head.number, a.path) < std::pair(b.head.number, b.path);
  });
  return found;
}

Result<bool> lies_elsewhere(dev_t device, const std::vector<fs::path>& own) {
  for (const auto& path : own) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return fail(Errc::io, fmt::format("cannot look at {}", path.string()));
    if (info.st_dev == device) return false;
  }
  return true;
}

std::optional<KeepRule> keep_rule_from(std::string_view text) {
  KeepRule rule{.days = 0, .weeks = 0, .months = 0};
  while (!text.empty()) {
    const auto part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    if (part.size() < 2) return std::nullopt;
    const auto count = whole_number(part.substr(0, part.size() - 1));
    if (!count || *count > limits::backups_kept) return std::nullopt;
    int* of = part.back() == 'd'   ? &rule.days
              : part.back() == 'w' ? &rule.weeks
              : part.back() == 'm' ? &rule.months
                                   : nullptr;
    if (of == nullptr) return std::nullopt;
    *of = static_cast<int>(*count);
  }
  if (rule.days + rule.weeks + rule.months == 0) return std::nullopt;
  return rule;
}

std::vector<BackupFile> superfluous(const std::vector<BackupFile>& own, const KeepRule& rule, std::int64_t newest) {
  auto newest_first = own;
  std::sort(newest_first.begin(), newest_first.end(),
            [](const BackupFile& a, const BackupFile& b) { return a.head.number > b.head.number; });
  std::set<std::int64_t> kept;
  keep_of(newest_first, nth_day, rule.days, kept);
  keep_of(newest_first, nth_week, rule.weeks, kept);
  keep_of(newest_first, nth_month, rule.months, kept);
  std::vector<BackupFile> out;
  for (auto& file : newest_first)
    if (file.head.number < newest && !kept.contains(file.head.number)) out.push_back(std::move(file));
  return out;
}

}  // namespace minbar::collector
