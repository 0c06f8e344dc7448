#include "sync/store/salvage/as_it_is.h"

#include <string>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "sync/base/hex.h"

namespace minbar::store {

namespace {

struct Named {
  std::vector<std::string> columns{};
  std::optional<std::size_t> rowid{};  // of which column the row's number is the value
};

// Of the new database, so that the names are ours.
Result<Named> columns_of(db::Database& fresh, const std::string& table) {
  Named out;
  for (const auto& row :
       TRY(fresh.query("SELECT c.name, c.pk = 1 AND c.type = 'INTEGER' AND t.wr = 0 FROM pragma_table_info($1) c, "
                       "pragma_table_list($1) t WHERE t.schema = 'main' AND t.type = 'table' ORDER BY c.cid",
                       {table}))) {
    if (row.integer(1) != 0) out.rowid = out.columns.size();
    out.columns.push_back(row.text(0));
  }
  return out;
}

// As SQL that holds no byte of the value but in hexadecimal.
std::string literal(const db::Row::Value& value) {
  struct Spelt {
    std::string operator()(std::monostate) const { return "NULL"; }
    std::string operator()(std::int64_t number) const {
      return number == INT64_MIN ? "(-9223372036854775807 - 1)" : fmt::format("{}", number);
    }
    std::string operator()(double) const { return "NULL"; }  // no table of ours has one
    std::string operator()(const std::string& text) const {
      return fmt::format("CAST(x'{}' AS TEXT)", to_hex(bytes_of(text)));
    }
    std::string operator()(const Bytes& bytes) const { return fmt::format("x'{}'", to_hex(bytes)); }
  };
  return std::visit(Spelt{}, value);
}

std::string insert_of(const std::string& table, const Named& named, const SmallRow& row) {
  std::string columns;
  std::string values;
  for (std::size_t i = 0; i < named.columns.size() && i < row.values.size(); ++i) {
    const bool number = named.rowid == i;
    columns += (i > 0 ? ", \"" : "\"") + named.columns[i] + "\"";
    values += (i > 0 ? ", " : "") + literal(number ? db::Row::Value(row.rowid) : row.values[i]);
  }
  return fmt::format("INSERT INTO \"{}\" ({}) VALUES ({}) ON CONFLICT DO NOTHING", table, columns, values);
}

}  // namespace

Result<void> copy_as_it_is(db::Database& fresh, const Readable& readable) {
  for (const auto& [table, rows] : readable.small) {
    const auto named = TRY(columns_of(fresh, table));
    if (named.columns.empty() || table == "gone") continue;
    for (const auto& row : rows) {
      const auto done = fresh.execute(insert_of(table, named, row));
      if (!done && (done.error().code == Errc::full || done.error().code == Errc::io))
        return tl::unexpected(done.error());
    }
  }
  return {};
}

}  // namespace minbar::store
