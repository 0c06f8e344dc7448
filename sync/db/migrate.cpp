#include "sync/db/migrate.h"

#include <fmt/format.h>

#include <algorithm>

namespace minbar::db {

namespace {

Result<std::int64_t> version_of(Database& database) {
  const auto row = TRY(database.query_one("PRAGMA user_version"));
  return row ? row->integer(0) : 0;
}

std::string folded(std::string_view sql) {
  std::string out;
  for (std::size_t at = 0; at < sql.size(); ++at) {
    if (sql.substr(at, 2) == "--") at = std::min(sql.find('\n', at), sql.size() - 1);
    const char c = sql[at] == '\n' || sql[at] == '\t' ? ' ' : sql[at];
    const bool tight = c == ' ' && (out.empty() || out.back() == ' ' || out.back() == '(');
    if (tight) continue;
    while ((c == ')' || c == ',') && !out.empty() && out.back() == ' ') out.pop_back();
    out.push_back(c);
  }
  return out;
}

}  // namespace

Result<void> migrate(Database& database, std::span<const Migration> steps) {
  const auto newest = static_cast<std::int64_t>(steps.size());
  if (const auto version = TRY(version_of(database)); version > newest)
    return fail(
        Errc::unsupported_version,
        fmt::format("the database has schema {}, this program knows {}: install the newer program", version, newest));
  for (const auto& step : steps) {
    if (TRY(version_of(database)) >= step.number) continue;
    TRY(database.transaction([&]() -> Result<void> {
      if (TRY(version_of(database)) >= step.number) return {};  // another process was faster
      TRY(database.run_script(step.sql));
      TRY(database.query(fmt::format("PRAGMA user_version = {}", step.number)));
      return {};
    }));
  }
  return {};
}

Result<std::vector<std::string>> describe_schema(Database& database) {
  std::vector<std::string> out;
  for (const auto& row : TRY(database.query("SELECT CAST(sql AS TEXT) FROM sqlite_schema WHERE sql IS NOT NULL")))
    out.push_back(folded(row.text(0)));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace minbar::db
