#include "sync/db/statement.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include "sync/db/errors.h"

namespace minbar::db::detail {

namespace {

Row::Value column(sqlite3_stmt* statement, int i) {
  switch (sqlite3_column_type(statement, i)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, i)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, i);
    case SQLITE_TEXT: {
      const auto* text = sqlite3_column_text(statement, i);
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
      return std::string(text_of({text, size}));
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, i));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
      return Bytes(bytes, bytes + size);
    }
    default:
      return std::monostate{};
  }
}

Row row_of(sqlite3_stmt* statement) {
  std::vector<Row::Value> values;
  const int count = sqlite3_column_count(statement);
  values.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) values.push_back(column(statement, i));
  return Row(std::move(values));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(sqlite3* connection, sqlite3_stmt* statement, std::string sql)
    : connection_(connection), statement_(statement), sql_(std::move(sql)), places_(places_of_params(statement)) {}

Result<Statement> Statement::prepare(sqlite3* connection, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, &tail);
  Statement prepared(connection, statement, std::string(sql));
  if (code != SQLITE_OK) return sql_error(sqlite3_extended_errcode(connection), sql);
  const std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  if (statement == nullptr || rest.find_first_not_of(" \n\t;") != std::string_view::npos)
    return fail(Errc::internal, fmt::format("not exactly one statement: {}", sql.substr(0, 60)));
  return prepared;
}

Result<Rows> Statement::run(std::initializer_list<Param> params) {
  auto bound = bind_params(statement_.get(), places_, params, sql_);
  Result<Rows> rows = bound ? step_to_end() : Result<Rows>(tl::unexpected(std::move(bound).error()));
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  return rows;
}

Result<Rows> Statement::step_to_end() {
  Rows rows;
  while (true) {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_DONE) return rows;
    if (code != SQLITE_ROW) return sql_error(sqlite3_extended_errcode(connection_), sql_);
    rows.push_back(row_of(statement_.get()));
  }
}

}  // namespace minbar::db::detail
