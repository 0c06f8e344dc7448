#include "sync/db/errors.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace minbar::db::detail {

Errc errc_of(int extended_code) {
  switch (extended_code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return Errc::conflict;
    case SQLITE_IOERR_SHMSIZE:  // no room for what connections share, see whole_blocks.h
      return Errc::full;
    default:
      break;
  }
  switch (extended_code & 0xFF) {
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return Errc::bad_input;
    case SQLITE_FULL:
      return Errc::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
      return Errc::busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Errc::corrupt;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Errc::denied;
    case SQLITE_TOOBIG:
      return Errc::too_large;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return Errc::io;
    default:
      return Errc::internal;
  }
}

tl::unexpected<Error> sql_error(int extended_code, std::string_view sql) {
  return fail(errc_of(extended_code), fmt::format("the database says {} ({}) to: {}", sqlite3_errstr(extended_code),
                                                  extended_code, sql.substr(0, 60)));
}

}  // namespace minbar::db::detail
