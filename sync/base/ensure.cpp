#include "sync/base/ensure.h"

#include <cstdio>
#include <cstdlib>

#include "sync/base/result.h"

namespace minbar {

std::string_view name_of(Errc code) {
  switch (code) {
    case Errc::bad_input:
      return "bad_input";
    case Errc::not_found:
      return "not_found";
    case Errc::conflict:
      return "conflict";
    case Errc::io:
      return "io";
    case Errc::full:
      return "full";
    case Errc::denied:
      return "denied";
    case Errc::corrupt:
      return "corrupt";
    case Errc::unsupported_version:
      return "unsupported_version";
    case Errc::network:
      return "network";
    case Errc::unavailable:
      return "unavailable";
    case Errc::too_large:
      return "too_large";
    case Errc::busy:
      return "busy";
    case Errc::internal:
      return "internal";
  }
  return "internal";
}

namespace detail {
void ensure_failed(std::string_view condition, std::string_view why, std::string_view file, int line) {
  std::fprintf(stderr, "%.*s:%d: broken invariant: %.*s (%.*s)\n", static_cast<int>(file.size()), file.data(), line,
               static_cast<int>(why.size()), why.data(), static_cast<int>(condition.size()), condition.data());
  std::abort();
}
}  // namespace detail

}  // namespace minbar
