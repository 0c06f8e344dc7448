#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

#include "sync/base/log.h"
#include "tests/tidy/cpp_text.h"
#include "tests/tidy/source_tree.h"

namespace minbar::tidy {

namespace {

constexpr std::ptrdiff_t most_lines = 400;  // nine files in ten of admired code are shorter; ours are all

// Whether what stands at `at` is not the first element of a braced initialiser around it. A brace after a parenthesis
// or what may follow a function's opens a block.
bool stands_in_the_midst_of_braces(std::string_view code, std::size_t at) {
  int inner = 0;
  bool comma = false;
  while (at-- > 0) {
    const char c = code[at];
    if (c == ')' || c == ']' || c == '}') ++inner;
    if (inner == 0 && c == ';') return false;
    if (inner == 0 && c == ',') comma = true;
    if (c != '(' && c != '[' && c != '{') continue;
    if (inner-- > 0) continue;
    inner = 0;
    if (c == '{') {
      const auto before = code.find_last_not_of(" \n", at == 0 ? 0 : at - 1);
      if (before == std::string_view::npos || code[before] == ')') return false;
      const auto head = code.substr(0, before + 1);
      for (const auto* word : {"const", "noexcept", "override", "mutable", "else", "do"})
        if (head.ends_with(word)) return false;
      const auto statement = head.substr(std::min(head.size(), head.find_last_of(";{}") + 1));
      if (head.ends_with('>') && statement.find("->") != std::string_view::npos) return false;  // what it returns
      if (comma) return true;
    }
    comma = false;  // those between arguments leave nothing behind
  }
  return false;
}

struct NamedEvent {
  LogEvent event;
  std::string_view sentence;
};

std::vector<NamedEvent> events() {
  return {
#define MINBAR_LOG_EVENT(name, sentence) {LogEvent::name, sentence},
#include "sync/base/log_events.inc"
#undef MINBAR_LOG_EVENT
  };
}

// Spelled in pieces, so that this file does not hold what it forbids.
std::vector<std::string> words_that_tie_to_a_machine() {
  return {std::string("/wo") + "rk/",          std::string("/tmp") + "/w/",        std::string("/ro") + "ot/",
          std::string("registry.npm") + "js",  std::string("deb.debian") + ".org", std::string("pypi") + ".org",
          std::string("proxy.golang") + ".org"};
}

}  // namespace

TEST_CASE("every header opens with a comment that says what it is and is included once") {
  std::vector<std::string> faults;
  for (const auto& file : source_tree()) {
    if (file.extension() != ".h") continue;
    const auto pragma = file.text.find("\n#pragma once\n");
    if (!file.text.starts_with("// ") || file.text.size() < 40) faults.push_back(file.path + " has no opening comment");
    if (pragma == std::string::npos) faults.push_back(file.path + " has no #pragma once after its comment");
    if (pragma != std::string::npos && !read_cpp(file.text.substr(0, pragma)).includes.empty())
      faults.push_back(file.path + " includes before #pragma once");
  }
  expect_none(faults, "one to five sentences: what this is, who uses it, what it refuses to do");
}

TEST_CASE("no source file is longer than 400 lines") {
  std::vector<std::string> faults;
  for (const auto& file : source_tree()) {
    const auto lines = std::count(file.text.begin(), file.text.end(), '\n');
    if (file.is_cpp() && lines > most_lines) faults.push_back(file.path + " has " + std::to_string(lines));
  }
  expect_none(faults, "a file whose purpose needs an and is two files");
}

TEST_CASE("no file names a path or a host of one machine") {
  std::vector<std::string> faults;
  for (const auto& file : source_tree())
    for (const auto& word : words_that_tie_to_a_machine())
      if (file.path != "LICENSE" && file.text.find(word) != std::string::npos)
        faults.push_back(file.path + " holds " + word);
  expect_none(faults, "the project must build on any machine of its kind");
}

TEST_CASE("no work is left as a mark in the code") {
  static const std::regex mark(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X|HA"
      "CK)\\b");
  std::vector<std::string> faults;
  for (const auto& file : source_tree())
    if (file.is_cpp() && std::regex_search(file.text, mark)) faults.push_back(file.path);
  expect_none(faults, "finish it, or open an issue");
}

TEST_CASE("a lint that is switched off says which and why") {
  static const std::regex bare("NOLINT(?!\\w*\\([a-z0-9.,-]+\\):? ?[A-Za-z])");
  std::vector<std::string> faults;
  for (const auto& file : source_tree())
    if (file.is_cpp() && !file.under("tests/tidy") && std::regex_search(file.text, bare)) faults.push_back(file.path);
  expect_none(faults, "write: NOLINT(check-name): reason");
}

TEST_CASE("every log event has a sentence and is logged somewhere") {
  std::vector<std::string> faults;
  std::string code;
  for (const auto& file : source_tree())
    if (file.is_cpp()) code += read_cpp(file.text).code;
  for (const auto& [event, sentence] : events()) {
    const auto name = std::string(name_of(event));
    CHECK(sentence_of(event) == sentence);
    if (sentence.size() < 15 || !sentence.ends_with('.')) faults.push_back(name + " has no sentence");
    if (!std::regex_search(code, std::regex("LogEvent::" + name + "\\b"))) faults.push_back(name + " is never logged");
  }
  expect_none(faults, "an event is a name, a sentence an operator understands, and a place that logs it");
}

TEST_CASE("no initialiser is left half made by a return from its midst") {
  const auto leaks = [](std::string_view code) { return stands_in_the_midst_of_braces(code, code.find("TRY(")); };
  CHECK(leaks("return Pair{.name = first(), .text = TRY(second())};"));
  CHECK(leaks("all.push_back({name, f(TRY(second()))});"));
  CHECK(leaks("const Outer o{a, {TRY(second())}};"));
  CHECK_FALSE(leaks("const Pair pair{.name = TRY(first()), .text = second()};"));
  CHECK_FALSE(leaks("Result<void> f(int a, int b) {\n  g(a, TRY(h(b)));"));
  CHECK_FALSE(leaks("auto f(int a, int b) -> Result<int> {\n  return TRY(g());"));
  CHECK_FALSE(leaks("class C : A, B {\n  void f() const {\n    TRY(g());"));
  CHECK_FALSE(leaks("const Pair pair{a, b}; TRY(third());"));
  std::vector<std::string> faults;
  for (const auto& file : source_tree()) {
    if (!file.is_cpp() || file.under("tests")) continue;
    const auto code = read_cpp(file.text).code;
    for (auto at = code.find("TRY("); at != std::string::npos; at = code.find("TRY(", at + 1))
      if (stands_in_the_midst_of_braces(code, at)) {
        const auto line = std::count(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
        faults.push_back(file.path + ":" + std::to_string(line));
      }
  }
  expect_none(faults, "take the value before the braces: what they made already would leak");
}

TEST_CASE("no source file holds a tab or a line end of another system") {
  std::vector<std::string> faults;
  for (const auto& file : source_tree())
    if (file.is_cpp() && file.text.find_first_of("\t\r") != std::string::npos) faults.push_back(file.path);
  expect_none(faults, "run clang-format");
}

}  // namespace minbar::tidy
