// What the CMakeLists.txt files of the tree say about its libraries and programs: their sources, and in LINKS which
// others they may include. Read as text, so that no second table can disagree with the build.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/tidy/source_tree.h"

namespace minbar::tidy {

struct Module {
  std::string name;                        // "minbar_store", or of a program "minbar-kiosk"
  std::set<std::string> sources = {};      // from the top of the tree
  std::set<std::string> links = {};        // names of modules of this tree
  std::set<std::string> third_party = {};  // all other names that it links
  std::string build_file = {};
};

// What the build files build.
struct Build {
  std::vector<Module> modules;
  std::map<std::string, std::size_t> module_of;  // the library of each folder, as an index into modules
};

// Reads minbar_module(…), add_executable(…) and target_link_libraries(… PRIVATE …) of every build file outside tests/.
[[nodiscard]] Build read_links(const std::vector<SourceFile>& files);

}  // namespace minbar::tidy
