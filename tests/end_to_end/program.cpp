#include "tests/end_to_end/program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <csignal>
#include <utility>

extern char** environ;

namespace minbar::test {

Program::Program(std::vector<std::string> command) {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  std::vector<char*> arguments;
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  REQUIRE(::posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ) == 0);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  out_ = ends[0];
}

Program::~Program() {
  ::close(out_);
  kill();
}

std::string Program::line() {
  while (text_.find('\n') == std::string::npos) {
    pollfd waiting{out_, POLLIN, 0};
    REQUIRE(::poll(&waiting, 1, 60'000) == 1);
    char chunk[4096];
    const auto got = ::read(out_, chunk, sizeof chunk);
    REQUIRE(got > 0);
    text_.append(chunk, static_cast<std::size_t>(got));
  }
  const auto line = text_.substr(0, text_.find('\n'));
  text_.erase(0, line.size() + 1);
  return line;
}

void Program::kill() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(std::exchange(pid_, -1), nullptr, 0);
}

int Program::end() {
  int status = -1;
  ::waitpid(std::exchange(pid_, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace minbar::test
