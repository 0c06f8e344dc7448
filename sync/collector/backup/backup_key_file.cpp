#include "sync/collector/backup/backup_key_file.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view line_head = "minbar-backup-key-v1 ";
constexpr std::size_t collector_digits = 32;
constexpr std::size_t key_digits = 64;
constexpr std::size_t line_bytes = line_head.size() + collector_digits + 1 + key_digits + 1 + key_digits + 1;

void wipe_text(std::string& text) { seal::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()}); }

struct KeyLine {
  CollectorId collector;
  seal::BackupKey key;
};

std::optional<KeyLine> line_in(std::string_view text) {
  if (text.size() != line_bytes || !text.starts_with(line_head) || text.back() != '\n') return std::nullopt;
  text.remove_prefix(line_head.size());
  const auto collector = from_hex(text.substr(0, collector_digits));
  const auto box = from_hex(text.substr(collector_digits + 1, key_digits));
  auto proof = from_hex(text.substr(collector_digits + 1 + key_digits + 1, key_digits));
  if (!collector || !box || !proof) return std::nullopt;
  KeyLine line;
  line.collector = *CollectorId::from(*collector);
  line.key.box = *seal::SealingKey::from(*box);
  std::copy(proof->begin(), proof->end(), (*line.key.proof).bytes.begin());
  seal::wipe(*proof);
  return line;
}

}  // namespace

fs::path backup_key_file(const fs::path& data) { return data / "keys" / "backup.key"; }

Result<void> keep_backup_key(const fs::path& data, const CollectorId& collector, const seal::BackupKey& key) {
  auto proof = to_hex((*key.proof).view());
  std::string text;
  text.reserve(line_bytes);  // grown, it would leave what it held behind
  text += line_head;
  text += to_hex(collector.view()) + " " + to_hex(key.box.view()) + " ";
  text += proof;
  text += '\n';
  wipe_text(proof);
  auto written = write_file(backup_key_file(data), bytes_of(text), 0600);
  wipe_text(text);
  return written;
}

Result<seal::BackupKey> load_backup_key(const fs::path& data, const CollectorId& collector) {
  const auto file = backup_key_file(data);
  std::error_code ignored;
  if (!fs::exists(file, ignored))
    return fail(
        Errc::not_found,
        fmt::format("this collector has no backup key: run minbar-collector backup-key new --data {}, print the "
                    "recovery sheet that it shows, and keep it in a safe",
                    data.string()));
  TRY(check_private(file));
  auto text = TRY(read_file(file, limits::backup_key_bytes));
  auto line = line_in(text);
  wipe_text(text);
  if (!line)
    return fail(Errc::corrupt,
                fmt::format("{} is damaged: make another backup key with minbar-collector backup-key new --replace. "
                            "Backups that are there stay readable with the sheet that you have",
                            file.string()));
  if (line->collector != collector)
    return fail(Errc::conflict,
                fmt::format("{} belongs to another collector: make a backup key of this one with minbar-collector "
                            "backup-key new --replace",
                            file.string()));
  return std::move(line->key);
}

std::set<std::string> names_of(const std::vector<KeyFile>& keys) {
  std::set<std::string> names;
  for (const auto& key : keys) names.insert(key.name);
  return names;
}

Result<std::vector<KeyFile>> keys_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->is_regular_file(error) && is_key_file_name(at->path().filename().string())) files.push_back(at->path());
  if (error) return fail(Errc::io, fmt::format("cannot look into {}: {}", folder.string(), error.message()));
  if (files.size() > limits::backup_keys)
    return fail(Errc::too_large,
                fmt::format("{} has {} files, more than a collector's keys", folder.string(), files.size()));
  std::sort(files.begin(), files.end());
  std::vector<KeyFile> keys;
  for (const auto& file : files) {
    auto text = TRY(read_file(file, limits::backup_key_bytes));
    keys.emplace_back(file.filename().string(), to_bytes(bytes_of(text)));
    wipe_text(text);
  }
  return keys;
}

}  // namespace minbar::collector
