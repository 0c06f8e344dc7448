// What the shared database is called in its folder. Used by whoever opens it, looks at it or moves it.
#pragma once

namespace minbar::store {

inline constexpr const char* database_name = "kiosk.db";

}  // namespace minbar::store
