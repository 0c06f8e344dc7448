#include "tests/end_to_end/run_browser.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

namespace minbar::test {

int run_browser(const std::string& script, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"node", std::string(MINBAR_BROWSER_FOLDER) + "/" + script});
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  REQUIRE(::posix_spawnp(&child, "node", nullptr, nullptr, argv.data(), environ) == 0);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace minbar::test
