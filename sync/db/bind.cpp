#include <fmt/format.h>
#include <sqlite3.h>

#include <string>

#include "sync/db/errors.h"
#include "sync/db/statement.h"

namespace minbar::db::detail {

namespace {

// What is bound outlives the run (Param's contract), so nothing is copied.
struct Bind {
  sqlite3_stmt* statement;
  int index;
  int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
  int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, index, number); }
  int operator()(double number) const { return sqlite3_bind_double(statement, index, number); }
  int operator()(std::string_view text) const {
    return sqlite3_bind_text64(statement, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  int operator()(ByteView bytes) const {
    // a null pointer would bind NULL, and an empty blob is not NULL
    if (bytes.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
    return sqlite3_bind_blob64(statement, index, bytes.data(), bytes.size(), SQLITE_STATIC);
  }
};

}  // namespace

std::vector<int> places_of_params(sqlite3_stmt* statement) {
  std::vector<int> places(static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)));
  for (std::size_t i = 0; i < places.size(); ++i)
    places[i] = sqlite3_bind_parameter_index(statement, ("$" + std::to_string(i + 1)).c_str());
  return places;
}

Result<void> bind_params(sqlite3_stmt* statement, std::span<const int> places, std::initializer_list<Param> params,
                         std::string_view sql) {
  const auto mismatch = [&] {
    return fail(Errc::internal, fmt::format("placeholders and values do not match in: {}", sql.substr(0, 60)));
  };
  if (places.size() != params.size()) return mismatch();
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (places[i] == 0) return mismatch();
    const int code = std::visit(Bind{statement, places[i]}, (params.begin() + i)->value());
    if (code != SQLITE_OK) return sql_error(code, sql);
  }
  return {};
}

}  // namespace minbar::db::detail
