#include "tests/compat/rows.h"

#include <algorithm>
#include <iterator>

#include "sync/db/database.h"
#include "tests/sync/enrolled_kiosk.h"

namespace minbar::test {

namespace {

constexpr std::size_t shown_bytes = 300;  // of a row that differs

std::vector<std::string> texts(db::Database& database, const std::string& sql) {
  std::vector<std::string> out;
  for (const auto& row : taken(database.query(sql))) out.push_back(row.text(0));
  return out;
}

std::vector<std::string> columns_of(db::Database& database, const std::string& table) {
  return texts(database, "SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid");
}

std::vector<std::string> rows_of(db::Database& database, const std::string& table,
                                 const std::vector<std::string>& columns) {
  std::string values;
  for (const auto& column : columns) values += (values.empty() ? "quote(" : " || ', ' || quote(") + column + ")";
  return texts(database, "SELECT " + values + " AS row FROM " + table + " ORDER BY row");
}

db::Database opened(const std::filesystem::path& file) { return taken(db::Database::open(file, {.create = false})); }

}  // namespace

Tables tables_of(const std::filesystem::path& file, const std::set<std::string>& without) {
  auto database = opened(file);
  Tables out;
  for (const auto& name :
       texts(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
    if (without.contains(name)) continue;
    Table table;
    for (const auto& column : columns_of(database, name))
      if (!without.contains(name + "." + column)) table.columns.push_back(column);
    table.rows = rows_of(database, name, table.columns);
    out.emplace(name, std::move(table));
  }
  return out;
}

Tables same_columns_of(const std::filesystem::path& file, const Tables& before) {
  auto database = opened(file);
  Tables out;
  for (const auto& [name, table] : before) {
    const auto now = columns_of(database, name);
    if (now.empty()) continue;
    Table same;
    for (const auto& column : table.columns)
      if (std::find(now.begin(), now.end(), column) != now.end()) same.columns.push_back(column);
    same.rows = rows_of(database, name, same.columns);
    out.emplace(name, std::move(same));
  }
  return out;
}

std::vector<std::string> differences(const Tables& before, const Tables& now) {
  std::vector<std::string> out;
  for (const auto& [name, was] : before) {
    const auto found = now.find(name);
    if (found == now.end()) {
      out.push_back("the table " + name + " is gone");
      continue;
    }
    const auto& is = found->second;
    if (is.columns != was.columns) {
      for (const auto& column : was.columns)
        if (std::find(is.columns.begin(), is.columns.end(), column) == is.columns.end())
          out.push_back("the column " + name + "." + column + " is gone");
      continue;
    }
    const auto only = [&](const Table& here, const Table& not_here, const char* what) {
      std::vector<std::string> rows;
      std::set_difference(here.rows.begin(), here.rows.end(), not_here.rows.begin(), not_here.rows.end(),
                          std::back_inserter(rows));
      for (const auto& row : rows) out.push_back(name + what + row.substr(0, shown_bytes));
    };
    only(was, is, " has lost ");
    only(is, was, " has besides ");
  }
  return out;
}

}  // namespace minbar::test
