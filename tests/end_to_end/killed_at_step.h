// One of our programs, ended with SIGKILL right before a change that it makes to the disk: the n-th write, rename,
// flush or the like. Every n is then a moment at which the power may go. The program is traced as a debugger does it,
// and is the real one, unchanged.
#pragma once

#include <string>
#include <vector>

namespace minbar::test {

struct Stepped {
  int steps = 0;        // changes that it had come to
  bool killed = false;  // at the step that was asked for; else it had ended, or had printed `until`
  int status = -1;      // its exit status, when it ended by itself
  std::string printed;
};
// `step` counts from 1; a larger number than there are changes lets the program go on to its end, or until it has
// printed `until`, when there is one. It runs with umask 0077.
[[nodiscard]] Stepped run_to_step(std::vector<std::string> command, int step, const std::string& until = {});

}  // namespace minbar::test
