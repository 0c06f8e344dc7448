// Inside sync/store/salvage: by the columns of a row, which table it is of. Only tables of which no two have the same
// columns; the others are known by their tree alone (trees.h). Columns that a newer schema adds at the end are borne.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sync/store/salvage/cells.h"

namespace minbar::store {

enum class Shape : std::uint8_t { outbox, blob, reply, pack, kiosk, enrolment, exchange, keeping };
[[nodiscard]] std::optional<Shape> shape_of(const RecordHead& head);

// Values of a row whose shape was checked; a column that it does not have, being of an older schema, is null.
class Columns {
 public:
  explicit Columns(std::vector<db::Row::Value> values) : values_(std::move(values)) {}

  [[nodiscard]] std::int64_t integer(std::size_t column, std::int64_t otherwise = 0) const;
  [[nodiscard]] std::optional<std::int64_t> maybe_integer(std::size_t column) const;
  [[nodiscard]] std::string text(std::size_t column) const;
  // Empty when it is null.
  [[nodiscard]] ByteView bytes(std::size_t column) const;
  [[nodiscard]] std::optional<ByteView> maybe_bytes(std::size_t column) const;
  template <class IdType>
  [[nodiscard]] std::optional<IdType> id(std::size_t column) const {
    return IdType::from(bytes(column));
  }

 private:
  std::vector<db::Row::Value> values_;
};

}  // namespace minbar::store
