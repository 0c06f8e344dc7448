// Brings a database to the schema this program was built with, one numbered step at a time, each in its own
// transaction. Used by store and collector when they open. A step never loses a row; a database newer than the program
// is left alone.
//
// The steps are files <folder>/schema/NNN_what.sql, numbered from 001 without a hole, compiled in by minbar_embed_sql
// (sync/db/CMakeLists.txt), beside <folder>/schema/schema.sql, which states the whole and must equal the sum of the
// steps (describe_schema of both, compared by a test).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"

namespace minbar::db {

struct Migration {
  int number = 0;
  std::string_view name;
  std::string_view sql;
};

// Safe when two processes open the same file at once. Errors: unsupported_version (the file is newer: install the newer
// program), and those of Database.
[[nodiscard]] Result<void> migrate(Database& database, std::span<const Migration> steps);

// Every table, index, trigger and view as one line of SQL with white space folded, sorted.
[[nodiscard]] Result<std::vector<std::string>> describe_schema(Database& database);

}  // namespace minbar::db
