#include "sync/store/salvage/cells.h"

#include <algorithm>
#include <bit>

namespace minbar::store {

namespace {

constexpr std::size_t file_header_bytes = 100;  // before the tree in page 1
constexpr std::size_t most_columns = 64;        // of a table of ours; the widest has 14

std::uint16_t two_bytes(ByteView bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

std::uint32_t four_bytes(ByteView bytes, std::size_t at) {
  return std::uint32_t{two_bytes(bytes, at)} << 16 | two_bytes(bytes, at + 2);
}

std::size_t tree_at(std::uint32_t number) { return number == 1 ? file_header_bytes : 0; }

// A number of one to nine bytes from `at` on, which it moves behind it; nothing past the end.
std::optional<std::uint64_t> number_at(ByteView bytes, std::size_t& at) {
  std::uint64_t out = 0;
  for (int i = 0; i < 9; ++i) {
    if (at >= bytes.size()) return std::nullopt;
    const auto byte = bytes[at++];
    if (i == 8) return out << 8 | byte;
    out = out << 7 | (byte & 0x7FU);
    if ((byte & 0x80U) == 0) return out;
  }
  return std::nullopt;
}

bool is_inside(PageKind kind) { return kind == PageKind::table_inside || kind == PageKind::index_inside; }

// Offsets of the cells, as many as the page can have.
std::vector<std::uint16_t> pointers(ByteView page, std::uint32_t number, PageKind kind, bool& all) {
  const auto tree = tree_at(number);
  const std::size_t first = tree + (is_inside(kind) ? 12 : 8);
  const std::size_t count = two_bytes(page, tree + 3);
  std::vector<std::uint16_t> out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = first + 2 * i;
    if (at + 2 > page.size()) break;
    if (const auto pointer = two_bytes(page, at); pointer >= at + 2 && pointer < page.size()) out.push_back(pointer);
  }
  all = out.size() == count;
  return out;
}

std::optional<Cell> cell_at(ByteView page, std::uint16_t pointer, PageKind kind, std::size_t usable) {
  Cell out{.at = pointer};
  std::size_t at = pointer;
  if (kind == PageKind::index_inside) at += 4;
  const auto payload = number_at(page, at);
  if (!payload || *payload == 0 || *payload > db::most_row_bytes) return std::nullopt;
  out.payload = *payload;
  if (kind == PageKind::table_leaf) {
    const auto rowid = number_at(page, at);
    if (!rowid) return std::nullopt;
    out.rowid = std::bit_cast<std::int64_t>(*rowid);
  }
  // https://sqlite.org/fileformat2.html, 1.6: how much of a record stays in the page
  const std::uint64_t most = kind == PageKind::table_leaf ? usable - 35 : (usable - 12) * 64 / 255 - 23;
  const std::uint64_t least = (usable - 12) * 32 / 255 - 23;
  const auto some = least + (out.payload - least) % (usable - 4);
  out.here = static_cast<std::size_t>(out.payload <= most ? out.payload : some <= most ? some : least);
  out.begin = at;
  if (out.begin + out.here > page.size()) return std::nullopt;
  if (out.payload <= most) return out;
  if (out.begin + out.here + 4 > page.size()) return std::nullopt;
  out.next = four_bytes(page, out.begin + out.here);
  if (out.next == 0) return std::nullopt;
  return out;
}

std::int64_t signed_number(ByteView bytes) {
  std::uint64_t out = !bytes.empty() && (bytes[0] & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
  for (const auto byte : bytes) out = out << 8 | byte;
  return std::bit_cast<std::int64_t>(out);
}

db::Row::Value value_of(std::uint64_t type, ByteView bytes) {
  if (type == 0) return std::monostate{};
  if (type <= 6) return signed_number(bytes);
  if (type == 7) return std::bit_cast<double>(signed_number(bytes));
  if (type <= 9) return static_cast<std::int64_t>(type - 8);
  if (type % 2 == 0) return to_bytes(bytes);
  return std::string(text_of(bytes));
}

}  // namespace

std::optional<PageKind> kind_of(ByteView page, std::uint32_t number) {
  const auto tree = tree_at(number);
  if (page.size() < tree + 12) return std::nullopt;
  const auto kind = static_cast<PageKind>(page[tree]);
  switch (kind) {
    case PageKind::index_inside:
    case PageKind::table_inside:
    case PageKind::index_leaf:
    case PageKind::table_leaf:
      return kind;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> children_of(ByteView page, std::uint32_t number, std::size_t usable) {
  const auto kind = kind_of(page, number);
  if (!kind || !is_inside(*kind)) return {};
  page = page.first(std::min(page.size(), usable));
  bool all = true;
  std::vector<std::uint32_t> out;
  for (const auto pointer : pointers(page, number, *kind, all))
    if (pointer + 4U <= page.size()) out.push_back(four_bytes(page, pointer));
  out.push_back(four_bytes(page, tree_at(number) + 8));
  return out;
}

Cells cells_of(ByteView page, std::uint32_t number, std::size_t usable) {
  Cells out;
  const auto kind = kind_of(page, number);
  if (!kind || *kind == PageKind::table_inside) return out;
  page = page.first(std::min(page.size(), usable));
  auto found = pointers(page, number, *kind, out.all);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  // of a page that is rubbish cells may lie on each other, so that they hold many times what the page does
  std::size_t left = 4 * page.size();
  for (const auto pointer : found) {
    const auto cell = cell_at(page, pointer, *kind, usable);
    if (!cell || cell->here > left) {
      out.all = false;
      continue;
    }
    left -= cell->here;
    out.cells.push_back(*cell);
  }
  return out;
}

std::uint64_t bytes_of_type(std::uint64_t type) {
  constexpr std::uint64_t small[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
  return type < 12 ? small[type] : (type - 12) / 2;
}

std::optional<RecordHead> record_head(ByteView here, std::uint64_t payload) {
  std::size_t at = 0;
  const auto bytes = number_at(here, at);
  if (!bytes || *bytes < at || *bytes > here.size()) return std::nullopt;
  RecordHead out{.bytes = static_cast<std::size_t>(*bytes)};
  auto left = payload - out.bytes;
  if (payload < out.bytes) return std::nullopt;
  const auto head = here.first(out.bytes);
  while (at < out.bytes) {
    const auto type = number_at(head, at);
    if (!type || *type == 10 || *type == 11 || out.types.size() >= most_columns) return std::nullopt;
    const auto size = bytes_of_type(*type);
    if (size > left) return std::nullopt;
    left -= size;
    out.types.push_back(*type);
  }
  if (left != 0) return std::nullopt;
  return out;
}

std::optional<Bytes> record_of(const PageFile& file, const PageAt& at, ByteView page, const Cell& cell,
                               std::uint64_t& reads) {
  Bytes out = to_bytes(page.subspan(cell.begin, cell.here));
  const auto of_a_page = file.usable_bytes() - 4;
  for (auto next = cell.next; out.size() < cell.payload;) {
    if (next == 0 || reads == 0) return std::nullopt;
    --reads;
    const auto more = file.beside(at, next);
    if (!more) return std::nullopt;
    const auto take = std::min<std::uint64_t>(of_a_page, cell.payload - out.size());
    out.insert(out.end(), more->begin() + 4, more->begin() + 4 + static_cast<std::ptrdiff_t>(take));
    next = four_bytes(*more, 0);
  }
  return out;
}

std::vector<db::Row::Value> values_of(ByteView record, const RecordHead& head) {
  std::vector<db::Row::Value> out;
  std::size_t at = head.bytes;
  for (const auto type : head.types) {
    const auto size = static_cast<std::size_t>(bytes_of_type(type));
    out.push_back(value_of(type, record.subspan(at, size)));
    at += size;
  }
  return out;
}

}  // namespace minbar::store
