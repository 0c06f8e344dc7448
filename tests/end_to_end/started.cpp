#include "tests/end_to_end/started.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

namespace minbar::test {

Started::Started(std::vector<std::string> command, const std::function<void()>& before) {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  std::vector<char*> argv;
  for (auto& word : command) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  REQUIRE(pid_ >= 0);
  if (pid_ == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    if (before) before();
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  from_ = ends[0];
}

Started::~Started() {
  ::close(from_);
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

bool Started::lives() const {
  siginfo_t ended{};
  REQUIRE(::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0);
  return ended.si_pid == 0;
}

bool Started::read_more() {
  pollfd waiting{from_, POLLIN, 0};
  REQUIRE(::poll(&waiting, 1, 60'000) == 1);
  char chunk[4096];
  const auto got = ::read(from_, chunk, sizeof chunk);
  if (got > 0) printed_.append(chunk, static_cast<std::size_t>(got));
  return got > 0;
}

void Started::wait_for(const std::string& text) {
  while (printed_.find(text) == std::string::npos) {
    INFO(printed_);
    REQUIRE(read_more());
  }
}

int Started::end(int signal) {
  if (signal != 0) ::kill(pid_, signal);
  while (read_more()) {
  }
  int status = 0;
  ::waitpid(std::exchange(pid_, -1), &status, 0);
  if (status != 0) WARN(printed_);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace minbar::test
