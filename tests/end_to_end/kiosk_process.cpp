#include "tests/end_to_end/kiosk_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <sstream>

namespace minbar::test {

KioskProcess::KioskProcess(const Options& options) {
  int in[2], out[2];
  REQUIRE(::pipe2(in, O_CLOEXEC) == 0);
  REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
  std::vector<std::string> words{MINBAR_KIOSK, "--ppi",      "141",      "--data", options.data,
                                 "--keys",     options.keys, "--script", "-"};
  words.insert(words.end(), options.screen.begin(), options.screen.end());
  words.insert(words.end(), options.arguments.begin(), options.arguments.end());
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  REQUIRE(pid_ >= 0);
  if (pid_ == 0) {
    ::dup2(in[0], 0);
    ::dup2(out[1], 1);
    for (const auto& [name, value] : options.environment) ::setenv(name.c_str(), value.c_str(), 1);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  to_ = in[1];
  from_ = out[0];
}

KioskProcess::~KioskProcess() {
  if (to_ >= 0) ::close(to_);
  ::close(from_);
  kill();
}

KioskProcess& KioskProcess::play(const std::string& lines) {
  std::istringstream all(lines);
  for (std::string line; std::getline(all, line);) {
    INFO(line);
    line += '\n';
    REQUIRE(::write(to_, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
    std::string answer;
    while (answer.find('\n') == std::string::npos) {
      pollfd waiting{from_, POLLIN, 0};
      REQUIRE(::poll(&waiting, 1, 120'000) == 1);
      char buffer[64];
      const auto got = ::read(from_, buffer, sizeof(buffer));
      REQUIRE(got > 0);
      answer.append(buffer, static_cast<std::size_t>(got));
    }
    REQUIRE(answer == "ok\n");
  }
  return *this;
}

void KioskProcess::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(std::exchange(pid_, -1), nullptr, 0);
}

void KioskProcess::end() {
  ::close(std::exchange(to_, -1));
  int status = 0;
  ::waitpid(std::exchange(pid_, -1), &status, 0);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) == 0);
}

std::string KioskProcess::find(const std::vector<std::string>& wanted) const {
  std::ifstream maps("/proc/" + std::to_string(pid_) + "/maps");
  std::ifstream memory("/proc/" + std::to_string(pid_) + "/mem", std::ios::binary);
  INFO("the program lets nobody but root look into its memory: run this test as root");
  REQUIRE(memory.good());
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t begin = 0, end = 0;
    char dash = 0;
    std::string rights;
    std::istringstream(line) >> std::hex >> begin >> dash >> end >> rights;
    if (rights.substr(0, 2) != "rw" || end - begin > (std::uint64_t{1} << 30)) continue;  // a sanitizer's shadow
    std::string bytes(end - begin, '\0');
    memory.clear();
    memory.seekg(static_cast<std::streamoff>(begin));
    memory.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, memory.gcount())));
    for (const auto& text : wanted)  // find of std::string asks the sanitizer about every byte
      if (const void* found = ::memmem(bytes.data(), bytes.size(), text.data(), text.size()); found != nullptr) {
        const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
        return line + ": " + text + " after " + bytes.substr(at < 64 ? 0 : at - 64, 64);
      }
  }
  return {};
}

}  // namespace minbar::test
