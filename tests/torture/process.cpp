#include "tests/torture/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>
#include <utility>

#include "sync/base/clock.h"

namespace minbar::torture {

namespace {

constexpr int receipts = 9;
constexpr int longest_end_ms = 60'000;

struct Pipe {
  std::array<int, 2> ends{-1, -1};
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe could be made");
  }
};

void write_all(int to, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto written = ::write(to, text.data() + at, text.size() - at);
    if (written <= 0) return;
    at += static_cast<std::size_t>(written);
  }
}

std::vector<char*> words_of(std::vector<std::string>& command) {
  std::vector<char*> words;
  for (auto& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  return words;
}

// Also where it has that number already, and would be closed when the program begins.
void put(int file, int as) {
  if (file == as)
    ::fcntl(file, F_SETFD, 0);
  else
    ::dup2(file, as);
}

pid_t started(std::vector<std::string>& command, const std::string& log, const std::string& input, int out, int line) {
  auto words = words_of(command);
  Pipe in;
  const auto pid = ::fork();
  if (pid < 0) throw std::runtime_error("no process could be started");
  if (pid == 0) {
    const int to = ::open(log.empty() ? "/dev/null" : log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    put(in.ends[0], STDIN_FILENO);
    put(out >= 0 ? out : to, STDOUT_FILENO);
    put(to, STDERR_FILENO);
    if (line >= 0) put(line, receipts);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  ::close(in.ends[0]);
  write_all(in.ends[1], input);
  ::close(in.ends[1]);
  return pid;
}

int status_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

}  // namespace

Process::Process(std::vector<std::string> command, const Options& options) {
  Pipe line;
  pid_ = started(command, options.log, options.input, -1, options.receipts ? line.ends[1] : -1);
  ::close(line.ends[1]);
  from_ = line.ends[0];
  ::fcntl(from_, F_SETFL, O_NONBLOCK);
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), from_(std::exchange(other.from_, -1)), text_(std::move(other.text_)) {}

Process& Process::operator=(Process&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(from_, other.from_);
  std::swap(text_, other.text_);
  return *this;
}

Process::~Process() {
  kill();
  if (from_ >= 0) ::close(from_);
}

bool Process::wait_for_line(int ms) {
  pollfd waiting{from_, POLLIN, 0};
  return ::poll(&waiting, 1, ms) == 1 && (waiting.revents & POLLIN) != 0;
}

std::vector<std::string> Process::lines() {
  std::array<char, 4096> chunk{};
  for (auto got = ::read(from_, chunk.data(), chunk.size()); got > 0; got = ::read(from_, chunk.data(), chunk.size()))
    text_.append(chunk.data(), static_cast<std::size_t>(got));
  std::vector<std::string> out;
  for (auto at = text_.find('\n'); at != std::string::npos; at = text_.find('\n')) {
    out.push_back(text_.substr(0, at));
    text_.erase(0, at + 1);
  }
  return out;
}

void Process::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(std::exchange(pid_, -1), nullptr, 0);
}

void Process::freeze() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGSTOP);
  siginfo_t stopped{};
  ::waitid(P_PID, static_cast<id_t>(pid_), &stopped, WSTOPPED | WEXITED | WNOWAIT);
}

int Process::end(int signal) {
  if (pid_ <= 0) return -1;
  if (signal != 0) ::kill(pid_, signal);
  const SystemClock clock;
  const auto last = clock.monotonic_ms() + longest_end_ms;
  for (int status = 0; clock.monotonic_ms() < last; ::usleep(2'000)) {
    if (::waitpid(pid_, &status, WNOHANG) != pid_) continue;
    pid_ = -1;
    return status_of(status);
  }
  kill();
  return -1;
}

bool Process::lives() const {
  siginfo_t ended{};
  return pid_ > 0 && ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         ended.si_pid == 0;
}

int run(std::vector<std::string> command, const std::string& log, const std::string& input) {
  return Process(std::move(command), {.log = log, .input = input}).end();
}

std::string output_of(std::vector<std::string> command, const std::string& log, const std::string& input) {
  Pipe out;
  const auto pid = started(command, log, input, out.ends[1], -1);
  ::close(out.ends[1]);
  std::string text;
  std::array<char, 4096> chunk{};
  for (auto got = ::read(out.ends[0], chunk.data(), chunk.size()); got > 0;
       got = ::read(out.ends[0], chunk.data(), chunk.size()))
    text.append(chunk.data(), static_cast<std::size_t>(got));
  ::close(out.ends[0]);
  ::waitpid(pid, nullptr, 0);
  return text;
}

}  // namespace minbar::torture
