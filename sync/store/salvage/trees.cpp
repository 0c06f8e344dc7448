#include "sync/store/salvage/trees.h"

#include <set>
#include <utility>
#include <variant>

#include "sync/store/salvage/cells.h"

namespace minbar::store {

namespace {

constexpr std::size_t most_tables = 64;
constexpr std::uint64_t schema_reads = 1'000;

bool holds_rows(PageKind kind) { return kind != PageKind::table_inside; }
bool goes_on(PageKind kind) { return kind == PageKind::table_inside || kind == PageKind::index_inside; }

Tree tree_from(const PageFile& file, std::string table, std::uint32_t root, std::set<std::uint32_t>& seen) {
  Tree out{.table = std::move(table)};
  std::vector<std::uint32_t> waiting{root};
  while (!waiting.empty()) {
    const auto number = waiting.back();
    waiting.pop_back();
    const auto page = file.page({.number = number});
    const auto kind = page ? kind_of(*page, number) : std::nullopt;
    if (!kind || !seen.insert(number).second) {
      out.whole = false;
      continue;
    }
    if (holds_rows(*kind)) out.pages.push_back(number);
    if (!goes_on(*kind)) continue;
    for (const auto child : children_of(*page, number, file.usable_bytes())) waiting.push_back(child);
  }
  return out;
}

// A table of the schema: its name and root.
std::optional<std::pair<std::string, std::uint32_t>> table_in(const std::vector<db::Row::Value>& values) {
  if (values.size() < 4) return std::nullopt;
  const auto* type = std::get_if<std::string>(&values[0]);
  const auto* name = std::get_if<std::string>(&values[1]);
  const auto* root = std::get_if<std::int64_t>(&values[3]);
  if (type == nullptr || *type != "table" || name == nullptr || root == nullptr) return std::nullopt;
  if (*root < 2 || *root > UINT32_MAX) return std::nullopt;
  return std::pair{*name, static_cast<std::uint32_t>(*root)};
}

}  // namespace

std::vector<Tree> trees_of(const PageFile& file) {
  std::set<std::uint32_t> seen;
  std::vector<Tree> out;
  auto reads = schema_reads;
  for (const auto number : tree_from(file, "", 1, seen).pages) {
    const auto page = file.page({.number = number});
    if (!page) continue;
    for (const auto& cell : cells_of(*page, number, file.usable_bytes()).cells) {
      const auto record = record_of(file, {.number = number}, *page, cell, reads);
      const auto head = record ? record_head(*record, record->size()) : std::nullopt;
      const auto table = head ? table_in(values_of(*record, *head)) : std::nullopt;
      if (table && out.size() < most_tables) out.push_back(tree_from(file, table->first, table->second, seen));
    }
  }
  return out;
}

}  // namespace minbar::store
