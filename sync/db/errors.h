// Inside sync/db: SQLite's extended result codes → the one enum of errors.
#pragma once

#include <string_view>

#include "sync/base/result.h"

namespace minbar::db::detail {

[[nodiscard]] Errc errc_of(int extended_code);
// The context names the code and the beginning of our own SQL, never the engine's message.
[[nodiscard]] tl::unexpected<Error> sql_error(int extended_code, std::string_view sql);

}  // namespace minbar::db::detail
