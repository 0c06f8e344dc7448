// Inside sync/store/salvage: which page of a damaged file belongs to which table, as far as the schema and the pages
// inside the trees can be read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sync/store/salvage/page_file.h"

namespace minbar::store {

struct Tree {
  std::string table{};
  bool whole = true;                   // each of its pages is one of such a tree
  std::vector<std::uint32_t> pages{};  // those that hold rows
};

// Of the tables; of none twice the same page.
[[nodiscard]] std::vector<Tree> trees_of(const PageFile& file);

}  // namespace minbar::store
