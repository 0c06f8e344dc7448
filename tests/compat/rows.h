// All rows of a SQLite file as text, for comparing what an older program wrote with what became of it.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace minbar::test {

struct Table {
  std::vector<std::string> columns{};
  std::vector<std::string> rows{};  // the values as SQL writes them, in the order of the columns; sorted
};
using Tables = std::map<std::string, Table>;

// Every table as it stands in the file; no step of a schema is taken. Without what is named, whole tables or
// "table.column".
[[nodiscard]] Tables tables_of(const std::filesystem::path& file, const std::set<std::string>& without = {});
// What those tables and columns hold now. One that is gone is left out.
[[nodiscard]] Tables same_columns_of(const std::filesystem::path& file, const Tables& before);
// One line for each table, column or row that was there and is not any more, or is there and was not.
[[nodiscard]] std::vector<std::string> differences(const Tables& before, const Tables& now);

}  // namespace minbar::test
