// How the source tree is laid out: who may include whom, as the CMakeLists.txt files say it, and how large a folder and
// a function may be. Each rule is held against the tree, and against a small tree that breaks it.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/tidy/cpp_text.h"
#include "tests/tidy/source_tree.h"
#include "tests/tidy/tree_rules.h"

namespace minbar::tidy {

namespace {

// Two libraries and a feature each has; what a case adds or changes breaks one rule.
std::vector<SourceFile> small_tree() {
  return {{"low/CMakeLists.txt", "minbar_module(low\n  SOURCES low.cpp\n  LINKS PRIVATE PkgConfig::SODIUM)\n"},
          {"low/low.cpp", "#include \"low/low.h\"\n#include <sodium.h>\nint low() { return 1; }\n"},
          {"low/low.h", "int low();\n"},
          {"high/CMakeLists.txt",
           "minbar_module(high SOURCES high.cpp LINKS minbar_low)\n"
           "minbar_module(a SOURCES features/a/a.cpp LINKS minbar_low)\n"
           "minbar_module(b SOURCES features/b/b.cpp LINKS minbar_a minbar_high)\n"},
          {"high/high.cpp", "#include \"high/high.h\"\n#include \"low/low.h\"\n"},
          {"high/high.h", ""},
          {"high/features/a/a.cpp", "#include \"high/features/a/a.h\"\n#include \"low/low.h\"\n"},
          {"high/features/a/a.h", ""},
          {"high/features/b/b.cpp", "#include \"high/high.h\"\n"}};
}

std::vector<SourceFile> with(SourceFile changed) {
  auto tree = small_tree();
  for (auto& file : tree)
    if (file.path == changed.path) {
      file = std::move(changed);
      return tree;
    }
  tree.push_back(std::move(changed));
  return tree;
}

}  // namespace

TEST_CASE("a file includes only what its own library links") {
  expect_none(includes_without_a_link(source_tree()), "name the library in LINKS, or do without it");
}

TEST_CASE("a link that is missing or goes through a third library is seen") {
  CHECK(includes_without_a_link(small_tree()).empty());
  CHECK(includes_without_a_link(with({"low/low.cpp", "#include \"high/high.h\"\n"})).size() == 1);
  CHECK(includes_without_a_link(with({"high/features/b/b.cpp", "#include \"low/low.h\"\n"})).size() == 1);
  CHECK(includes_without_a_link(with({"low/low.cpp", "#include \"low.h\"\n"})).size() == 1);
}

TEST_CASE("a third party header is included only by what links its library and never by a header") {
  expect_none(third_party_out_of_place(source_tree()),
              "put what needs it behind a header of the module that owns the library");
}

TEST_CASE("a third party header out of its place is seen") {
  CHECK(third_party_out_of_place(small_tree()).empty());
  CHECK(third_party_out_of_place(with({"high/high.cpp", "#include <sodium.h>\n"})).size() == 1);
  CHECK(third_party_out_of_place(with({"low/low.h", "#include <sodium.h>\n"})).size() == 1);
  CHECK(third_party_out_of_place(with({"low/low.cpp", "#include <unheard/of.h>\n"})).size() == 1);
}

TEST_CASE("libraries that must stay behind one door stand in one file") {
  // The agent reads addresses with the parser of the library that will follow them. The kiosk paints a QR code, the
  // desk draws one; the two programs have nothing in common that knows of pictures.
  const std::map<std::string, std::size_t> most_files{
      {"boost/beast/", 1}, {"boost/json/", 1}, {"kainjow/", 1}, {"qrencode.h", 2}, {"curl/", 2}};
  std::map<std::string, std::set<std::string>> doors;
  for (const auto& file : source_tree())
    if (file.is_cpp() && !file.under("tests"))
      for (const auto& include : read_cpp(file.text).includes)
        for (const auto& [begin, most] : most_files)
          if (include.angled && include.name.starts_with(begin)) doors[begin].insert(file.path);
  std::vector<std::string> faults;
  for (const auto& [begin, most] : most_files)
    if (doors[begin].size() > most)
      for (const auto& path : doors[begin]) faults.push_back(begin + " in " + path);
  expect_none(faults, "keep one door to each of these");
}

TEST_CASE("every folder with code is one library") {
  expect_none(folders_without_one_library(source_tree()), "a folder is one minbar_module of its CMakeLists.txt");
}

TEST_CASE("a folder of no library or of two is seen") {
  CHECK(folders_without_one_library(small_tree()).empty());
  CHECK(folders_without_one_library(with({"lost/lost.cpp", ""})).size() == 1);
  const SourceFile twice{"low/CMakeLists.txt",
                         "minbar_module(low SOURCES low.cpp)\nminbar_module(too SOURCES too.cpp)\n"};
  CHECK(folders_without_one_library(with(twice)).size() == 1);
}

TEST_CASE("no units include each other in a circle") {
  expect_none(circles_of_units(source_tree()), "take what both need into a unit of its own");
}

TEST_CASE("a circle of units is seen") {
  CHECK(circles_of_units(small_tree()).empty());
  auto tree = with({"low/other.h", "#include \"low/third.h\"\n"});
  tree.push_back({"low/third.cpp", "#include \"low/low.h\"\n"});
  CHECK(circles_of_units(tree).empty());
  tree.push_back({"low/low.cpp", "#include \"low/other.h\"\n"});
  CHECK(circles_of_units(tree).size() == 3);
}

TEST_CASE("no folders include each other in a circle") {
  expect_none(circles_of_folders(source_tree()), "what stands further down knows nothing of what stands above it");
}

TEST_CASE("a circle of folders is seen") {
  CHECK(circles_of_folders(small_tree()).empty());
  CHECK(circles_of_folders(with({"low/other.cpp", "#include \"high/high.h\"\n"})).size() == 2);
}

TEST_CASE("no feature includes a feature") {
  expect_none(features_that_include_features(source_tree()), "leave by a door, and put what both need below them");
}

TEST_CASE("a feature that includes another is seen") {
  CHECK(features_that_include_features(small_tree()).empty());
  CHECK(features_that_include_features(with({"high/features/b/b.cpp", "#include \"high/features/a/a.h\"\n"})).size() ==
        1);
}

TEST_CASE("no folder has more than 25 sources") {
  expect_none(crowded_folders(source_tree()), "a folder that holds more is two folders");
}

TEST_CASE("a crowded folder is seen") {
  auto tree = small_tree();
  for (int i = 0; i < 24; ++i) tree.push_back({"low/" + std::to_string(i) + ".cpp", ""});
  CHECK(crowded_folders(tree).empty());
  tree.push_back({"low/one_more.cpp", ""});
  CHECK(crowded_folders(tree).size() == 1);
}

TEST_CASE("no function is longer than 60 lines") {
  expect_none(long_functions(source_tree()), "a function that does one thing and another is two functions");
}

TEST_CASE("a long function is seen wherever it stands") {
  const auto body = [](int lines) { return "{\n" + std::string(static_cast<std::size_t>(lines - 2), '\n') + "}"; };
  const auto faults = [](const std::string& text) { return long_functions(with({"low/low.cpp", text})).size(); };
  CHECK(faults("namespace n {\nvoid f() " + body(58) + "\n}\n") == 0);
  CHECK(faults("namespace n {\nvoid f() " + body(61) + "\n}\n") == 1);
  CHECK(faults("namespace n {\nclass C : D {\n void f(int a = 1) const " + body(61) + "\n};\n}\n") == 1);
  CHECK(faults("C::C(int a) : a_(a), b_{1} " + body(61)) == 1);
  CHECK(faults("const std::array table = " + body(80) + ";\n") == 0);
  CHECK(faults("struct S " + body(80) + ";\n") == 0);
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
