#include "sync/collector/storage/full_check.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/number.h"

namespace minbar::collector {

namespace {

constexpr std::size_t most_note_bytes = 64 * 1024;
constexpr std::string_view note_head = "minbar-check-v1";

std::filesystem::path note_file(const std::filesystem::path& data) { return data / "check.note"; }

// The engine's own words may quote what stands in a row: only how many there are counts.
Result<bool> is_well(db::Database& database, const std::string& quoted, bool thorough) {
  const auto rows = database.query(fmt::format("PRAGMA {}({})", thorough ? "integrity_check" : "quick_check", quoted));
  if (!rows && rows.error().code != Errc::corrupt) return tl::unexpected(rows.error());
  return rows && rows->size() == 1 && rows->front().text(0) == "ok";
}

}  // namespace

Result<std::optional<Checked>> check_tables(db::Database& database, bool thorough, std::int64_t now_ms,
                                            const std::function<bool()>& stop) {
  Checked checked{.at_ms = now_ms, .thorough = thorough};
  const auto tables = database.query(
      "SELECT name, '\"' || replace(name, '\"', '\"\"') || '\"' FROM sqlite_schema "
      "WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
  if (!tables) {
    if (tables.error().code != Errc::corrupt) return tl::unexpected(tables.error());
    checked.damaged.emplace_back("sqlite_schema");
    return checked;
  }
  for (const auto& table : *tables) {
    if (stop && stop()) return std::nullopt;
    const auto well = is_well(database, table.text(1), thorough);
    if (!well && stop && stop()) return std::nullopt;
    if (!well) return tl::unexpected(well.error());
    if (!*well) checked.damaged.push_back(table.text(0));
  }
  return checked;
}

Result<void> keep_check_note(const std::filesystem::path& data, const Checked& checked) {
  auto text = fmt::format("{}\n{}\n{}\n", note_head, checked.at_ms, checked.thorough ? "thorough" : "quick");
  for (const auto& table : checked.damaged) text += table + "\n";
  return write_file(note_file(data), bytes_of(text), 0600);
}

std::optional<Checked> last_check(const std::filesystem::path& data) {
  const auto read = read_file(note_file(data), most_note_bytes);
  if (!read) return std::nullopt;
  std::vector<std::string> lines;
  std::string_view rest = *read;
  for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    lines.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  if (lines.size() < 3 || lines[0] != note_head) return std::nullopt;
  const auto at_ms = whole_number(lines[1]);
  if (!at_ms) return std::nullopt;
  return Checked{.at_ms = *at_ms, .thorough = lines[2] == "thorough", .damaged = {lines.begin() + 3, lines.end()}};
}

}  // namespace minbar::collector
