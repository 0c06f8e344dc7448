// Inside sync/store/salvage: what stands in one page of an SQLite file: its kind, its children, its cells, and a cell's
// record as values (https://sqlite.org/fileformat2.html, 1.6 and 2.1). Takes bytes from anywhere: what does not fit is
// left out, and nothing is read past an end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/db/database.h"
#include "sync/db/value.h"
#include "sync/store/salvage/page_file.h"

namespace minbar::store {

enum class PageKind : std::uint8_t { index_inside = 0x02, table_inside = 0x05, index_leaf = 0x0A, table_leaf = 0x0D };

// Nothing: it is no page of a tree.
[[nodiscard]] std::optional<PageKind> kind_of(ByteView page, std::uint32_t number);
// Of a page inside a tree, with the rightmost.
[[nodiscard]] std::vector<std::uint32_t> children_of(ByteView page, std::uint32_t number, std::size_t usable);

struct Cell {
  std::uint16_t at = 0;       // in the page
  std::int64_t rowid = 0;     // of a table's
  std::uint64_t payload = 0;  // bytes of the record, with what stands in other pages
  std::size_t begin = 0;      // of those in this page
  std::size_t here = 0;       // how many they are
  std::uint32_t next = 0;     // page in which it goes on; 0: none
};

struct Cells {
  std::vector<Cell> cells{};  // by their place
  bool all = true;            // the page has no others
};
// Of a leaf of a table, or of any page of an index.
[[nodiscard]] Cells cells_of(ByteView page, std::uint32_t number, std::size_t usable);

// The serial types of a record's columns; nothing: it has no header that fits `payload` bytes.
struct RecordHead {
  std::size_t bytes = 0;  // of the header
  std::vector<std::uint64_t> types{};
};
[[nodiscard]] std::optional<RecordHead> record_head(ByteView here, std::uint64_t payload);
[[nodiscard]] std::uint64_t bytes_of_type(std::uint64_t type);

// The whole record, read from the pages in which it goes on; `reads` counts down with each. Nothing: a page is missing,
// or the reads are used up.
[[nodiscard]] std::optional<Bytes> record_of(const PageFile& file, const PageAt& at, ByteView page, const Cell& cell,
                                             std::uint64_t& reads);
// Of a record whose head fits it.
[[nodiscard]] std::vector<db::Row::Value> values_of(ByteView record, const RecordHead& head);

}  // namespace minbar::store
