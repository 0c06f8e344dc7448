// Values that go into a statement and rows that come out. Used with db::Database by whoever keeps something in SQL.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/base/ensure.h"

namespace minbar::db {

template <class T>
concept ViewsBytes = requires(const T& t) {
  { t.view() } -> std::same_as<ByteView>;
};

// One bound value. Holds a view: what it was made from must live until the call returns (a temporary in the same call
// does).
class Param {
 public:
  Param(std::nullopt_t) {}
  template <std::integral T>
  Param(T number) : value_(static_cast<std::int64_t>(number)) {
    if constexpr (std::unsigned_integral<T> && sizeof(T) == 8)
      ENSURE(number <= INT64_MAX, "a number in the database has 63 bits");
  }
  Param(double number) : value_(number) {}
  Param(std::string_view text) : value_(text) {}
  Param(const std::string& text) : value_(std::string_view(text)) {}
  Param(const char* text) : value_(std::string_view(text)) {}
  Param(ByteView bytes) : value_(bytes) {}
  Param(const Bytes& bytes) : value_(ByteView(bytes)) {}
  template <ViewsBytes T>
  Param(const T& id) : value_(id.view()) {}
  template <class T>
  Param(const std::optional<T>& maybe) {
    if (maybe) *this = Param(*maybe);
  }

  using Variant = std::variant<std::monostate, std::int64_t, double, std::string_view, ByteView>;
  [[nodiscard]] const Variant& value() const { return value_; }

 private:
  Variant value_;
};

// One row, owned. Columns count from 0. Asking for a column as what it is not is a broken invariant: tables are STRICT.
class Row {
 public:
  using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

  // Whatever it is.
  [[nodiscard]] const Value& value(std::size_t column) const { return at(column); }
  [[nodiscard]] bool is_null(std::size_t column) const { return std::holds_alternative<std::monostate>(at(column)); }
  [[nodiscard]] std::int64_t integer(std::size_t column) const { return get<std::int64_t>(column); }
  [[nodiscard]] double real(std::size_t column) const { return get<double>(column); }
  [[nodiscard]] const std::string& text(std::size_t column) const { return get<std::string>(column); }
  [[nodiscard]] const Bytes& bytes(std::size_t column) const { return get<Bytes>(column); }
  [[nodiscard]] std::optional<std::int64_t> maybe_integer(std::size_t column) const {
    return maybe<std::int64_t>(column);
  }
  [[nodiscard]] std::optional<std::string> maybe_text(std::size_t column) const { return maybe<std::string>(column); }
  [[nodiscard]] std::optional<Bytes> maybe_bytes(std::size_t column) const { return maybe<Bytes>(column); }
  // A blob of a strong id's length; another length is a broken invariant (schemas CHECK it).
  template <class IdType>
  [[nodiscard]] IdType id(std::size_t column) const {
    const auto found = IdType::from(bytes(column));
    ENSURE(found.has_value(), "an id in the database has its length");
    return *found;
  }

 private:
  [[nodiscard]] const Value& at(std::size_t column) const {
    ENSURE(column < values_.size(), "the column exists");
    return values_[column];
  }
  template <class T>
  [[nodiscard]] const T& get(std::size_t column) const {
    const T* found = std::get_if<T>(&at(column));
    ENSURE(found != nullptr, "the column has the type asked for");
    return *found;
  }
  template <class T>
  [[nodiscard]] std::optional<T> maybe(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return get<T>(column);
  }

  std::vector<Value> values_;
};

using Rows = std::vector<Row>;

}  // namespace minbar::db
