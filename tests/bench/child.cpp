#include "tests/bench/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "tests/bench/report.h"

namespace minbar::bench {

namespace {

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void jam(int pipe) {
  ::fcntl(pipe, F_SETFL, O_NONBLOCK);
  const std::array<char, 4096> page{};
  while (::write(pipe, page.data(), page.size()) > 0) {
  }
  ::fcntl(pipe, F_SETFL, 0);
}

}  // namespace

Child::Child(const std::vector<std::string>& command, Out how) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  std::array<int, 2> out{};
  ENSURE(::pipe2(out.data(), O_CLOEXEC) == 0, "a pipe can be made");
  if (how == Out::jammed) jam(out[1]);
  started_ns_ = now_ns();
  pid_ = ::vfork();
  if (pid_ == 0) {
    ::dup2(out[1], STDOUT_FILENO);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDERR_FILENO);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ENSURE(pid_ > 0, "a process can be started");
  ::close(out[1]);
  out_ = out[0];
}

Child::~Child() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(out_);
}

double Child::age_ms() const { return static_cast<double>(now_ns() - started_ns_) / 1e6; }

void Child::end() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

std::int64_t Child::ticks() const {
  std::ifstream file(fmt::format("/proc/{}/stat", pid_));
  std::string text((std::istreambuf_iterator<char>(file)), {});
  text.erase(0, text.rfind(')') + 2);  // the name may hold spaces; the state comes next, as field 3
  std::int64_t user = 0;
  std::int64_t kernel = 0;
  ENSURE(std::sscanf(text.c_str(), "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &kernel) == 2,
         "the kernel counts the ticks of a process");
  return user + kernel;
}

std::int64_t Child::number_in(const std::string& file, const std::string& line) const {
  std::ifstream in(fmt::format("/proc/{}/{}", pid_, file));
  for (std::string text; std::getline(in, text);)
    if (text.starts_with(line)) return std::stoll(text.substr(line.size()));
  ENSURE(false, "the kernel says it");
  return 0;
}

std::int64_t Child::wakes() const { return number_in("status", "voluntary_ctxt_switches:"); }

double Child::pss_mib() const { return static_cast<double>(number_in("smaps_rollup", "Pss:")) / 1024; }

void Child::wait_until_still() const {
  constexpr auto step = std::chrono::milliseconds(100);
  int still = 0;
  for (auto before = ticks(); still < 5;) {
    std::this_thread::sleep_for(step);
    const auto now = ticks();
    still = now == before ? still + 1 : 0;
    before = now;
  }
}

void forget_on_disk(const std::vector<std::filesystem::path>& files) {
  for (const auto& path : files) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) continue;
    ::fdatasync(fd);
    ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    ::close(fd);
  }
}

std::vector<std::filesystem::path> files_of_program(const std::filesystem::path& program) {
  std::vector<std::filesystem::path> files{program};
  const auto close = [](FILE* pipe) { ::pclose(pipe); };
  const std::unique_ptr<FILE, decltype(close)> pipe(::popen(fmt::format("ldd '{}'", program.string()).c_str(), "re"),
                                                    close);
  ENSURE(pipe != nullptr, "ldd can be asked");
  std::array<char, 4096> line{};
  while (std::fgets(line.data(), line.size(), pipe.get()) != nullptr) {
    const std::string text(line.data());
    const auto from = text.find('/');
    if (from != std::string::npos) files.emplace_back(text.substr(from, text.find(' ', from) - from));
  }
  return files;
}

std::vector<std::filesystem::path> files_under(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  return files;
}

}  // namespace minbar::bench
