#include "sync/store/salvage/shapes.h"

#include <initializer_list>
#include <utility>

#include "sync/base/limits.h"

namespace minbar::store {

namespace {

enum class Kind : std::uint8_t { key, integer, text, bytes };

// A column: what it holds, of how many bytes at least and at most, and whether it may be null.
struct Column {
  Kind kind;
  std::uint64_t least = 0;
  std::uint64_t most = 0;
  bool maybe = false;
};

constexpr std::uint64_t texts = 4'096;  // longer than any short text of ours
constexpr std::uint64_t envelopes = limits::sealed_body_bytes + limits::envelope_header_bytes;

constexpr Column row_key{Kind::key};  // a row's number, which stands beside its columns
constexpr Column whole{Kind::integer};
constexpr Column maybe_whole{Kind::integer, 0, 0, true};
constexpr Column short_text{Kind::text, 0, texts};
constexpr Column blob_of(std::uint64_t bytes) { return {Kind::bytes, bytes, bytes}; }
constexpr Column maybe_blob_of(std::uint64_t bytes) { return {Kind::bytes, bytes, bytes, true}; }
constexpr Column blob_up_to(std::uint64_t bytes) { return {Kind::bytes, 0, bytes}; }
constexpr Column maybe_blob_up_to(std::uint64_t bytes) { return {Kind::bytes, 0, bytes, true}; }

bool holds(const Column& column, std::uint64_t type) {
  if (column.kind == Kind::key) return type == 0;
  if (type == 0) return column.maybe;
  const bool fits = bytes_of_type(type) >= column.least && bytes_of_type(type) <= column.most;
  switch (column.kind) {
    case Kind::integer:
      return type <= 6 || type == 8 || type == 9;
    case Kind::text:
      return type >= 13 && type % 2 == 1 && fits;
    case Kind::bytes:
      return type >= 12 && type % 2 == 0 && fits;
    case Kind::key:
      break;
  }
  return false;
}

// `least`: of columns that the first schema had.
bool fits(const RecordHead& head, std::size_t least, std::initializer_list<Column> columns) {
  if (head.types.size() < least) return false;
  std::size_t i = 0;
  for (const auto& column : columns)
    if (i < head.types.size() && !holds(column, head.types[i++])) return false;
  return true;
}

}  // namespace

// In the order of sync/store/schema/schema.sql.
std::optional<Shape> shape_of(const RecordHead& head) {
  if (fits(head, 9,
           {row_key, blob_of(16), maybe_blob_of(16), blob_of(32), blob_of(32), maybe_blob_up_to(envelopes), whole,
            short_text, whole, maybe_whole, whole}))
    return Shape::outbox;
  if (fits(
          head, 8,
          {row_key, blob_of(32), whole, maybe_blob_up_to(limits::blob_bytes), whole, whole, whole, whole, maybe_whole}))
    return Shape::blob;
  if (head.types.size() == 3 && fits(head, 3, {row_key, blob_of(16), blob_up_to(limits::reply_bytes)}))
    return Shape::reply;
  if (head.types.size() == 4 && fits(head, 4, {row_key, whole, short_text, blob_up_to(db::most_row_bytes)}))
    return Shape::pack;
  if (fits(head, 13,
           {row_key, blob_of(16), maybe_blob_of(32), whole, blob_of(32), whole, whole, whole, whole,
            maybe_blob_up_to(limits::heartbeat_bytes), whole, whole, whole}))
    return Shape::kiosk;
  if (fits(head, 11,
           {row_key, blob_of(16), blob_of(16), blob_of(32), blob_of(32), short_text, short_text, short_text, short_text,
            short_text, short_text, maybe_blob_of(32)}))
    return Shape::enrolment;
  if (fits(head, 7,
           {row_key, short_text, maybe_whole, maybe_whole, short_text, whole, maybe_whole, maybe_whole, short_text}))
    return Shape::exchange;
  if (fits(head, 14, {row_key,     whole,
                      whole,       whole,
                      whole,       whole,
                      whole,       maybe_blob_of(16),
                      whole,       maybe_blob_of(32),
                      maybe_whole, maybe_blob_up_to(texts),
                      whole,       maybe_whole,
                      whole,       whole,
                      whole,       whole,
                      whole,       whole}))
    return Shape::keeping;
  return std::nullopt;
}

std::int64_t Columns::integer(std::size_t column, std::int64_t otherwise) const {
  return maybe_integer(column).value_or(otherwise);
}

std::optional<std::int64_t> Columns::maybe_integer(std::size_t column) const {
  const auto* found = column < values_.size() ? std::get_if<std::int64_t>(&values_[column]) : nullptr;
  return found != nullptr ? std::optional(*found) : std::nullopt;
}

std::string Columns::text(std::size_t column) const {
  const auto* found = column < values_.size() ? std::get_if<std::string>(&values_[column]) : nullptr;
  return found != nullptr ? *found : std::string();
}

ByteView Columns::bytes(std::size_t column) const { return maybe_bytes(column).value_or(ByteView()); }

std::optional<ByteView> Columns::maybe_bytes(std::size_t column) const {
  const auto* found = column < values_.size() ? std::get_if<Bytes>(&values_[column]) : nullptr;
  return found != nullptr ? std::optional(ByteView(*found)) : std::nullopt;
}

}  // namespace minbar::store
