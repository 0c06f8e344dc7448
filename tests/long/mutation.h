// Changes of one line that a test should notice. They are chosen by the text of a source file alone, without its
// grammar: one that does not compile says nothing and is not counted. Used by tests/long/mutations.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minbar::mutation {

struct Mutation {
  int line = 0;  // the first is 1
  std::string_view kind;
  std::string before;  // the whole line, without its end
  std::string after;

  bool operator==(const Mutation&) const = default;
};

// All changes that can be made to a .cpp file, in the order of its lines. Where no test can or should look (comments,
// includes, what is logged, invariants that end the process, sizes set aside in advance) none is made.
[[nodiscard]] std::vector<Mutation> mutations_of(std::string_view text);

}  // namespace minbar::mutation
