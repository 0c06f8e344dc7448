// STORIES.md as the tests say it: by area, one heading a file, whose name is a sentence, and under it what its test
// cases are called. Made by tests/stories; nobody edits it.
#pragma once

#include <string>
#include <vector>

namespace minbar::tidy {

struct Stories {
  std::string text;
  std::vector<std::string> faults;  // folders of tests that no area names
};
[[nodiscard]] Stories stories();

}  // namespace minbar::tidy
