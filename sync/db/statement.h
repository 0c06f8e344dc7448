// Inside sync/db: one prepared statement: prepared once, then bound, stepped to its end and reset on every run.
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/value.h"

struct sqlite3;
struct sqlite3_stmt;

namespace minbar::db::detail {

class Statement {
 public:
  // Errors: internal (wrong SQL, or more than one statement) and the engine's.
  [[nodiscard]] static Result<Statement> prepare(sqlite3* connection, std::string_view sql);
  [[nodiscard]] Result<Rows> run(std::initializer_list<Param> params);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3* connection, sqlite3_stmt* statement, std::string sql);
  Result<Rows> step_to_end();

  sqlite3* connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string sql_;
  std::vector<int> places_;  // of $1, $2 …: the engine finds a name by reading all of them
};

// The engine's number of $i+1 at [i], as many as the statement has placeholders; 0: no placeholder has that name.
[[nodiscard]] std::vector<int> places_of_params(sqlite3_stmt* statement);
// Binds params[i] to places[i]. Error internal when placeholders and values do not match one to one.
[[nodiscard]] Result<void> bind_params(sqlite3_stmt* statement, std::span<const int> places,
                                       std::initializer_list<Param> params, std::string_view sql);

}  // namespace minbar::db::detail
