#include "tests/end_to_end/killed_at_step.h"

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <csignal>
#include <cstdlib>

namespace minbar::test {

namespace {

bool changes_the_disk(const __ptrace_syscall_info& info) {
  const auto* arguments = info.entry.args;
  switch (static_cast<long>(info.entry.nr)) {
    case SYS_openat:
      return (arguments[2] & O_CREAT) != 0;
    case SYS_write:
      return arguments[0] > STDERR_FILENO;
    case SYS_pwrite64:
    case SYS_pwritev:
    case SYS_writev:
    case SYS_ftruncate:
    case SYS_fallocate:
    case SYS_fsync:
    case SYS_fdatasync:
    case SYS_fchmod:
    case SYS_fchmodat:
    case SYS_mkdirat:
    case SYS_unlinkat:
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_linkat:
#ifdef SYS_mkdir  // machines that have the older calls too
    case SYS_mkdir:
    case SYS_unlink:
    case SYS_rename:
    case SYS_chmod:
    case SYS_link:
#endif
      return true;
    default:
      return false;
  }
}

class Traced {
 public:
  explicit Traced(std::vector<std::string> command) {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    std::vector<char*> words;
    for (auto& word : command) words.push_back(word.data());
    words.push_back(nullptr);
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::dup2(ends[1], STDERR_FILENO);
      ::umask(0077);
      ::setenv("LSAN_OPTIONS", "detect_leaks=0", 1);  // it looks for leaks as a debugger, and there is one already
      ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
      ::raise(SIGSTOP);
      ::execv(words[0], words.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    from_ = ends[0];
    ::fcntl(from_, F_SETFL, O_NONBLOCK);
    int status = 0;
    REQUIRE(::waitpid(pid_, &status, 0) == pid_);
    INFO("this machine lets no program trace its own child");
    REQUIRE(WIFSTOPPED(status));
    REQUIRE(::ptrace(PTRACE_SETOPTIONS, pid_, nullptr,
                     PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL) == 0);
    go_on(pid_, 0);
  }
  Traced(const Traced&) = delete;
  Traced& operator=(const Traced&) = delete;
  ~Traced() {
    kill();
    ::close(from_);
  }

  Stepped run(int step, const std::string& until) {
    Stepped out;
    while (pid_ > 0) {
      int status = 0;
      const auto who = ::waitpid(-1, &status, __WALL);
      if (who < 0) break;
      if (!WIFSTOPPED(status)) {
        if (who == pid_) out.status = ended(status);
        continue;
      }
      if (is_change(who, status) && ++out.steps == step) {
        out.killed = true;
        kill();
        break;
      }
      read_more(out.printed);
      if (!until.empty() && out.printed.find(until) != std::string::npos) {
        kill();
        break;
      }
      go_on(who, signal_of(status));
    }
    read_more(out.printed);
    return out;
  }

 private:
  static void go_on(pid_t who, int signal) { ::ptrace(PTRACE_SYSCALL, who, nullptr, signal); }

  static bool is_change(pid_t who, int status) {
    if (WSTOPSIG(status) != (SIGTRAP | 0x80)) return false;
    __ptrace_syscall_info info{};
    if (::ptrace(PTRACE_GET_SYSCALL_INFO, who, sizeof info, &info) <= 0) return false;
    return info.op == PTRACE_SYSCALL_INFO_ENTRY && changes_the_disk(info);
  }
  // A signal that somebody sent reaches the program; stops of the tracing itself do not.
  static int signal_of(int status) {
    const int signal = WSTOPSIG(status);
    const bool of_the_trace =
        signal == (SIGTRAP | 0x80) || signal == SIGTRAP || signal == SIGSTOP || (status >> 16) != 0;
    return of_the_trace ? 0 : signal;
  }
  int ended(int status) {
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    int status = 0;
    // its threads are told of too, before it
    for (auto who = ::waitpid(-1, &status, __WALL); who > 0; who = ::waitpid(-1, &status, __WALL))
      if (who == pid_ && !WIFSTOPPED(status)) break;
    pid_ = -1;
  }
  void read_more(std::string& text) const {
    char chunk[4096];
    for (auto got = ::read(from_, chunk, sizeof chunk); got > 0; got = ::read(from_, chunk, sizeof chunk))
      text.append(chunk, static_cast<std::size_t>(got));
  }

  pid_t pid_ = -1;
  int from_ = -1;
};

}  // namespace

Stepped run_to_step(std::vector<std::string> command, int step, const std::string& until) {
  return Traced(std::move(command)).run(step, until);
}

}  // namespace minbar::test
