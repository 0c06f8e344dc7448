// The table "who may include whom" of ARCHITECTURE.md, over the #include lines themselves.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <set>

#include "tests/tidy/cpp_text.h"
#include "tests/tidy/house.h"

namespace minbar::tidy {

namespace {

using Names = std::vector<std::string_view>;

struct Rule {
  std::string_view where;  // a folder, or the beginning of a path inside one
  Names may_include;       // folders besides sync/base, which everyone may include
  Names third_party;       // in .cpp files only
};

// The longest `where` that fits a path decides.
const std::vector<Rule>& rules() {
  static const std::vector<Rule> table{
      {"sync/base", {}, {}},
      {"sync/domain", {"sync/domain"}, {"icu", "json"}},
      {"sync/seal", {"sync/seal", "sync/domain"}, {"libsodium"}},
      {"sync/db", {"sync/db"}, {"sqlite"}},
      {"sync/wire", {"sync/wire", "sync/domain", "sync/seal"}, {"json of messages"}},
      {"sync/store", {"sync/store", "sync/domain", "sync/seal", "sync/db", "sync/wire"}, {}},
      {"sync/agent", {"sync/agent", "sync/domain", "sync/seal", "sync/store", "sync/wire"}, {"curl", "cli"}},
      {"sync/collector",
       {"sync/collector", "sync/domain", "sync/seal", "sync/db", "sync/wire"},
       {"http", "templates", "json", "icu", "cli"}},
      {"ui", {"ui"}, {}},
      {"ui/text", {"ui/text", "ui"}, {"icu", "harfbuzz", "freetype", "json"}},
      {"ui/sdl", {"ui/sdl", "ui/text", "ui"}, {"sdl", "png"}},
      {"kiosk",
       {"kiosk", "kiosk/screens", "kiosk/voice", "ui", "ui/text", "ui/sdl", "sync/domain", "sync/seal", "sync/store"},
       {"cli", "qrencode", "json", "png"}},
      {"kiosk/voice", {"kiosk/voice"}, {"opus"}},
      {"kiosk/screens", {"kiosk", "kiosk/screens", "kiosk/voice", "ui", "sync/domain"}, {}},
      {"kiosk/state.", {"kiosk", "kiosk/screens", "ui", "sync/domain"}, {}},
      {"kiosk/event.", {"kiosk", "kiosk/voice", "ui", "sync/domain"}, {}},
      {"kiosk/effect.", {"kiosk", "kiosk/voice", "ui", "sync/domain"}, {}},
      {"kiosk/update.", {"kiosk", "kiosk/screens", "ui", "sync/domain"}, {}},
      {"kiosk/view.", {"kiosk", "kiosk/screens", "ui", "sync/domain"}, {}},
      {"kiosk/session.", {"kiosk", "kiosk/screens", "ui", "sync/domain"}, {}},
  };
  return table;
}

// Third-party headers by the way their names begin. std, fmt and tl are everyone's.
std::optional<std::string_view> library_of(std::string_view header) {
  static const std::map<std::string_view, Names> libraries{
      {"icu", {"unicode/"}},
      {"json", {"nlohmann/"}},
      {"libsodium", {"sodium"}},
      {"sqlite", {"sqlite3"}},
      {"curl", {"curl/"}},
      {"http", {"boost/asio/", "boost/beast/", "boost/system/"}},
      {"json of messages", {"boost/json/"}},
      {"templates", {"kainjow/"}},
      {"cli", {"CLI/"}},
      {"harfbuzz", {"hb"}},
      {"freetype", {"ft2build.h", "freetype/"}},
      {"sdl", {"SDL"}},
      {"opus", {"opus"}},
      {"qrencode", {"qrencode.h"}},
      {"png", {"png.h"}},
      {"everyone", {"fmt/", "tl/", "sys/", "linux/", "netinet/", "arpa/"}},
  };
  for (const auto& [library, beginnings] : libraries)
    for (const auto beginning : beginnings)
      if (header.starts_with(beginning)) return library;
  static const std::set<std::string_view> posix{"dirent.h",  "fcntl.h", "grp.h",    "malloc.h", "netdb.h",
                                                "poll.h",    "pwd.h",   "signal.h", "spawn.h",  "stdlib.h",
                                                "strings.h", "time.h",  "unistd.h"};
  const bool standard = header.find_first_of("./") == std::string_view::npos || posix.contains(header);
  if (standard) return "everyone";
  return std::nullopt;
}

const Rule* rule_for(const SourceFile& file) {
  const Rule* best = nullptr;
  for (const auto& rule : rules()) {
    const bool fits = rule.where.ends_with('.') ? file.path.starts_with(rule.where) : file.under(rule.where);
    if (fits && (best == nullptr || rule.where.size() > best->where.size())) best = &rule;
  }
  return best;
}

bool allows(const Rule& rule, std::string_view header) {
  const auto folder = header.substr(0, header.rfind('/'));
  if (folder == "sync/base") return true;
  return std::any_of(rule.may_include.begin(), rule.may_include.end(), [&](std::string_view allowed) {
    const bool with_subfolders = allowed == "sync/collector";
    return folder == allowed || (with_subfolders && folder.starts_with("sync/collector/"));
  });
}

bool holds(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string place_of(const SourceFile& file, const Include& include) {
  return file.path + ":" + std::to_string(include.line) + ": " + include.name;
}

}  // namespace

TEST_CASE("a module includes only the modules the house plan allows") {
  std::vector<std::string> faults;
  for (const auto& file : house()) {
    const auto* rule = rule_for(file);
    if (!file.is_cpp() || rule == nullptr) continue;
    for (const auto& include : read_cpp(file.text).includes) {
      const bool rooted = include.name.find('/') != std::string::npos;
      if (!include.angled && (!rooted || !allows(*rule, include.name))) faults.push_back(place_of(file, include));
    }
  }
  expect_none(faults, "includes are written from the top of the tree and follow the table in ARCHITECTURE.md");
}

TEST_CASE("a third party header is included only by the modules it belongs to and never by a header") {
  std::vector<std::string> faults;
  for (const auto& file : house()) {
    const auto* rule = rule_for(file);
    if (!file.is_cpp() || rule == nullptr) continue;
    for (const auto& include : read_cpp(file.text).includes) {
      if (!include.angled) continue;
      const auto library = library_of(include.name);
      if (!library) faults.push_back(place_of(file, include) + " is in no line of this test's table");
      if (!library || library == "everyone") continue;
      if (!holds(rule->third_party, *library))
        faults.push_back(place_of(file, include) + " does not belong in this module");
      if (file.extension() == ".h") faults.push_back(place_of(file, include) + " stands in a header");
    }
  }
  expect_none(faults, "put what needs it behind a header of the module that owns the library");
}

TEST_CASE("libraries that must stay behind one door stand in one file") {
  std::map<std::string, std::set<std::string>> doors;
  for (const auto& file : house())
    if (file.is_cpp() && !file.under("tests"))
      for (const auto& include : read_cpp(file.text).includes)
        if (include.angled) doors[std::string(library_of(include.name).value_or(""))].insert(file.path);
  // The agent reads addresses with the parser of the library that will follow them.
  const std::map<std::string, std::size_t> most_files{
      {"http", 1}, {"json of messages", 1}, {"templates", 1}, {"qrencode", 1}, {"curl", 2}};
  std::vector<std::string> faults;
  for (const auto& [library, most] : most_files)
    if (doors[library].size() > most)
      for (const auto& path : doors[library]) faults.push_back(library + " in " + path);
  expect_none(faults, "keep one door to each of these");
}

TEST_CASE("every source file falls under a rule of the table") {
  std::vector<std::string> faults;
  for (const auto& file : house())
    if (file.is_cpp() && !file.under("tests") && rule_for(file) == nullptr) faults.push_back(file.path);
  expect_none(faults, "a new folder needs a line in ARCHITECTURE.md and in this test's table");
}

TEST_CASE("the scanner sees includes and literals and skips comments") {
  const auto read = read_cpp(
      "// \"no\"\n#include <a.h>\n#include \"b/c.h\"\nint n = 1'000; /* \"no\" */ auto s = \"one \" \"two\";\n"
      "f(R\"x(raw \" one)x\"); char c = '\"'; g(\"es\\\"c\");\n");
  REQUIRE(read.includes.size() == 2);
  CHECK(read.includes[0].name == "a.h");
  CHECK(read.includes[0].angled);
  CHECK(read.includes[1].name == "b/c.h");
  CHECK(read.includes[1].line == 3);
  REQUIRE(read.literals.size() == 3);
  CHECK(read.literals[0].text == "one two");
  CHECK(read.literals[1].text == "raw \" one");
  CHECK(read.literals[2].text == "es\\\"c");
  CHECK(read.literals[2].line == 5);
}

}  // namespace minbar::tidy
