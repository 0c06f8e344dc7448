#include "tests/tidy/tree_rules.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "tests/tidy/cpp_text.h"
#include "tests/tidy/links.h"

namespace minbar::tidy {

namespace {

constexpr std::size_t most_sources = 25;
constexpr std::ptrdiff_t most_function_lines = 60;

bool is_program(const SourceFile& file) { return file.is_cpp() && !file.under("tests"); }

std::string folder_of(const std::string& path) { return SourceFile{path, {}}.folder(); }
std::string unit_of(const std::string& path) { return path.substr(0, path.rfind('.')); }

std::string place_of(const SourceFile& file, const Include& include) {
  return file.path + ":" + std::to_string(include.line) + ": " + include.name;
}

// The module that builds the file: the program that names it, else the library of its folder. Null: none.
const Module* builder_of(const Build& build, const SourceFile& file) {
  for (const auto& module : build.modules)
    if (module.sources.contains(file.path)) return &module;
  const auto found = build.module_of.find(file.folder());
  return found == build.module_of.end() ? nullptr : &build.modules[found->second];
}

// A program's files may include the headers beside them, and every library that the program links.
bool may_include(const Build& build, const SourceFile& file, const Module& module, const std::string& header) {
  const auto folder = folder_of(header);
  if (folder == file.folder()) return true;
  for (const auto& source : module.sources)
    if (folder_of(source) == folder) return true;
  const auto found = build.module_of.find(folder);
  if (found == build.module_of.end()) return false;
  // a folder may have several libraries; any of them that is linked will do
  return std::any_of(build.modules.begin(), build.modules.end(), [&](const Module& other) {
    const bool in_folder = std::any_of(other.sources.begin(), other.sources.end(),
                                       [&](const std::string& source) { return folder_of(source) == folder; });
    return in_folder && module.links.contains(other.name);
  });
}

// How third-party headers begin, and a word that the linked target of their library holds. std, fmt and tl are
// everyone's.
const std::map<std::string_view, std::string_view>& libraries() {
  static const std::map<std::string_view, std::string_view> table{
      {"unicode/", "ICU"}, {"nlohmann/", "nlohmann"}, {"sodium", "SODIUM"},       {"sqlite3", "SQLITE"},
      {"curl/", "CURL"},   {"boost/", "Boost"},       {"CLI/", "CLI11"},          {"toml++/", "TOML"},
      {"hb", "HARFBUZZ"},  {"ft2build.h", "FREE"},    {"freetype/", "FREETYPE"},  {"SDL", "SDL2"},
      {"opus", "OPUS"},    {"png.h", "PNG"},          {"qrencode.h", "QRENCODE"}, {"liboath/", "OATH"}};
  return table;
}

// Of the language, of the system, or a header-only library that needs no link.
bool is_everyones(std::string_view header) {
  static const std::set<std::string_view> posix{"dirent.h", "elf.h",    "link.h",    "fcntl.h", "grp.h",
                                                "malloc.h", "netdb.h",  "poll.h",    "pwd.h",   "signal.h",
                                                "spawn.h",  "stdlib.h", "strings.h", "time.h",  "unistd.h"};
  for (const auto* begin : {"fmt/", "tl/", "sys/", "linux/", "netinet/", "arpa/", "kainjow/"})
    if (header.starts_with(begin)) return true;
  return header.find_first_of("./") == std::string_view::npos || posix.contains(header);
}

std::optional<std::string_view> library_of(std::string_view header) {
  for (const auto& [begin, target] : libraries())
    if (header.starts_with(begin)) return target;
  return std::nullopt;
}

using Graph = std::map<std::string, std::set<std::string>>;

Graph graph_of(const std::vector<SourceFile>& files, const std::function<std::string(const std::string&)>& node_of) {
  Graph graph;
  for (const auto& file : files) {
    if (!is_program(file)) continue;
    for (const auto& include : read_cpp(file.text).includes)
      if (!include.angled && node_of(include.name) != node_of(file.path))
        graph[node_of(file.path)].insert(node_of(include.name));
  }
  return graph;
}

// Every node that reaches itself, with the shortest way there.
Faults circles(const Graph& graph) {
  Faults faults;
  for (const auto& [start, next] : graph) {
    std::map<std::string, std::string> came_from;
    std::vector<std::string> reached{start};
    for (std::size_t i = 0; i < reached.size() && !came_from.contains(start); ++i) {
      const auto found = graph.find(reached[i]);
      if (found == graph.end()) continue;
      for (const auto& node : found->second)
        if (came_from.emplace(node, reached[i]).second) reached.push_back(node);
    }
    if (!came_from.contains(start)) continue;
    std::string way = start;
    for (auto at = came_from.at(start); at != start; at = came_from.at(at)) way = at + " → " + way;
    faults.push_back(start + " → " + way);
  }
  return faults;
}

std::optional<std::string> feature_of(const std::string& path) {
  const auto at = path.find("/features/");
  if (at == std::string::npos) return std::nullopt;
  const auto name = at + std::string("/features/").size();
  return path.substr(0, path.find('/', name));
}

// What stands before the brace at `at`, since the last statement; members that a constructor makes with braces belong
// to it.
std::string_view head_before(std::string_view code, std::size_t at) {
  auto begin = at;
  while (true) {
    const auto last = code.substr(0, begin).find_last_of(";{}");
    if (last == std::string_view::npos) return code.substr(0, at);
    const auto between = code.substr(last + 1, begin - last - 1);
    const auto first = between.find_first_not_of(" \n");
    const bool of_a_member = code[last] == '}' && (first == std::string_view::npos || between[first] == ',');
    if (!of_a_member) return code.substr(last + 1, at - last - 1);
    int depth = 0;
    for (begin = last + 1; begin-- > 0;) {
      if (code[begin] == '}') ++depth;
      if (code[begin] == '{' && --depth == 0) break;
    }
  }
}

// Whether the brace at `at` opens a function's body and not a type, a namespace, an initialiser or a block in a body.
bool opens_a_function(std::string_view code, std::size_t at) {
  const auto head = head_before(code, at);
  if (head.find('(') == std::string_view::npos) return false;
  for (const auto* word : {"namespace ", "struct ", "class ", "enum ", "union "})
    if (head.find_first_not_of(" \n") == head.find(word)) return false;
  return head.find('=') == std::string_view::npos || head.find("operator") != std::string_view::npos ||
         head.find('(') < head.find('=');
}

std::size_t closing(std::string_view code, std::size_t open) {
  int depth = 0;
  for (auto at = open; at < code.size(); ++at) {
    if (code[at] == '{') ++depth;
    if (code[at] == '}' && --depth == 0) return at;
  }
  return code.size();
}

void add_long_functions(const SourceFile& file, Faults& faults) {
  const auto code = read_cpp(file.text).code;
  for (auto at = code.find('{'); at != std::string::npos; at = code.find('{', at + 1)) {
    if (!opens_a_function(code, at)) continue;
    const auto end = closing(code, at);
    const auto begin = code.begin() + static_cast<std::ptrdiff_t>(at);
    const auto lines = std::count(begin, code.begin() + static_cast<std::ptrdiff_t>(end), '\n') + 1;
    if (lines > most_function_lines)
      faults.push_back(file.path + ":" + std::to_string(std::count(code.begin(), begin, '\n') + 1) + " has " +
                       std::to_string(lines));
    at = end;
    if (at >= code.size()) return;
  }
}

}  // namespace

Faults includes_without_a_link(const std::vector<SourceFile>& files) {
  const auto build = read_links(files);
  Faults faults;
  for (const auto& file : files) {
    if (!is_program(file)) continue;
    const auto* module = builder_of(build, file);
    if (module == nullptr) continue;  // folders_without_one_library says so
    for (const auto& include : read_cpp(file.text).includes) {
      if (include.angled || include.name.ends_with("schema_sql.h")) continue;
      const bool rooted = include.name.find('/') != std::string::npos;
      if (!rooted || !may_include(build, file, *module, include.name))
        faults.push_back(place_of(file, include) + ", which " + module->name + " does not link itself");
    }
  }
  return faults;
}

Faults third_party_out_of_place(const std::vector<SourceFile>& files) {
  const auto build = read_links(files);
  Faults faults;
  for (const auto& file : files) {
    const auto* module = is_program(file) ? builder_of(build, file) : nullptr;
    if (module == nullptr) continue;
    for (const auto& include : read_cpp(file.text).includes) {
      if (!include.angled || is_everyones(include.name)) continue;
      const auto library = library_of(include.name);
      if (!library) faults.push_back(place_of(file, include) + " is of no library that this test knows");
      if (!library) continue;
      const bool linked =
          std::any_of(module->third_party.begin(), module->third_party.end(),
                      [&](const std::string& name) { return name.find(*library) != std::string::npos; });
      if (!linked) faults.push_back(place_of(file, include) + ", which " + module->name + " does not link");
      if (file.extension() == ".h") faults.push_back(place_of(file, include) + " stands in a header");
    }
  }
  return faults;
}

Faults folders_without_one_library(const std::vector<SourceFile>& files) {
  const auto build = read_links(files);
  Faults faults;
  std::map<std::string, std::set<std::string>> libraries_in;
  for (const auto& module : build.modules)
    for (const auto& source : module.sources)
      if (module.name.starts_with("minbar_")) libraries_in[folder_of(source)].insert(module.name);
  for (const auto& file : files)
    if (is_program(file) && builder_of(build, file) == nullptr) faults.push_back(file.path + " is in no library");
  for (const auto& [folder, names] : libraries_in)
    if (names.size() > 1) faults.push_back(folder + " has " + std::to_string(names.size()) + " libraries");
  return faults;
}

Faults circles_of_units(const std::vector<SourceFile>& files) { return circles(graph_of(files, unit_of)); }
Faults circles_of_folders(const std::vector<SourceFile>& files) { return circles(graph_of(files, folder_of)); }

Faults features_that_include_features(const std::vector<SourceFile>& files) {
  Faults faults;
  for (const auto& file : files) {
    const auto feature = is_program(file) ? feature_of(file.path) : std::nullopt;
    if (!feature) continue;
    for (const auto& include : read_cpp(file.text).includes) {
      const auto other = feature_of(include.name);
      if (other && *other != *feature) faults.push_back(place_of(file, include));
    }
  }
  return faults;
}

Faults crowded_folders(const std::vector<SourceFile>& files) {
  std::map<std::string, std::size_t> sources;
  for (const auto& file : files)
    if (is_program(file) && file.extension() == ".cpp") ++sources[file.folder()];
  Faults faults;
  for (const auto& [folder, count] : sources)
    if (count > most_sources) faults.push_back(folder + " has " + std::to_string(count));
  return faults;
}

Faults long_functions(const std::vector<SourceFile>& files) {
  Faults faults;
  for (const auto& file : files)
    if (is_program(file)) add_long_functions(file, faults);
  return faults;
}

}  // namespace minbar::tidy
