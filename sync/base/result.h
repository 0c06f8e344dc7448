// Result<T>: how an error that can happen in the field travels. Used by everyone. Broken invariants are not errors: see
// ensure.h. The context is for an operator; it never holds a citizen's words, nor a driver's message that may quote
// them.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

namespace minbar {

enum class Errc {
  // From 1 on: a value that holds no error compares with none of these by accident.
  bad_input = 1,  // malformed or out of bounds; the context says what to do
  not_found,
  conflict,             // the same id with other content
  io,                   // the disk or a system call failed
  full,                 // no space left; the caller keeps what it has
  denied,               // not allowed: owner, mode, credentials
  corrupt,              // stored or sealed bytes are not what was written
  unsupported_version,  // newer than this program knows; kept raw
  network,              // nothing reached the other side, or no answer came back
  unavailable,          // the other side asks us to come later
  too_large,
  busy,
  internal,
};

[[nodiscard]] std::string_view name_of(Errc code);

struct Error {
  Errc code = Errc::internal;
  std::string context;
  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string context) {
  return tl::unexpected<Error>(Error{code, std::move(context)});
}

namespace detail {
template <class T>
T take(tl::expected<T, Error>&& result) {
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}
}  // namespace detail

}  // namespace minbar

// The value of a Result, or a return of its error from the enclosing function. May stand inside another TRY. In a
// braced initialiser only as its first element: gcc and clang forget what was made before a return from its midst, and
// what that owns leaks (tests/tidy sees to it).
#define TRY(...) MINBAR_TRY_(__COUNTER__, __VA_ARGS__)
#define MINBAR_TRY_(unique, ...) MINBAR_TRY_NAMED_(unique, __VA_ARGS__)
#define MINBAR_TRY_NAMED_(unique, ...)                                                       \
  __extension__({                                                                            \
    auto try_result_##unique = (__VA_ARGS__);                                                \
    if (!try_result_##unique) return tl::unexpected(std::move(try_result_##unique).error()); \
    ::minbar::detail::take(std::move(try_result_##unique));                                  \
  })
