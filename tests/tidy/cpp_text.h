// Just enough of C++'s lexical rules to look at a source file: its includes, its string literals, and its code without
// comments. It does not preprocess and knows no grammar.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minbar::tidy {

struct Include {
  std::string name;
  bool angled = false;
  int line = 0;
};

struct Literal {
  std::string text;       // as written, adjacent literals joined; escapes are left as they stand
  std::string statement;  // the code before it since the last ; { or }
  int line = 0;
};

struct CppText {
  std::string code;  // without comments and without what literals hold
  std::vector<Literal> literals;
  std::vector<Include> includes;
};

[[nodiscard]] CppText read_cpp(std::string_view text);

}  // namespace minbar::tidy
