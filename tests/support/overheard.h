// What a test's own process logs: standard error, kept in a file as long as this lives. For stories about what an
// operator reads. The log has a bound a minute, which all stories of a process share: past it an event is only counted.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

#include "sync/base/file.h"
#include "tests/support/temporary_folder.h"

namespace minbar::test {

class Overheard {
 public:
  Overheard() : kept_(::dup(STDERR_FILENO)), file_(folder_.path() / "log") {
    const int fd = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    REQUIRE(fd >= 0);
    std::fflush(stderr);
    ::dup2(fd, STDERR_FILENO);
    ::close(fd);
  }
  Overheard(const Overheard&) = delete;
  ~Overheard() { give_back(); }
  // All of it; from then on standard error is what it was before.
  [[nodiscard]] std::string text() {
    give_back();
    return read_file(file_, 1 << 20).value();
  }

 private:
  void give_back() {
    if (kept_ < 0) return;
    std::fflush(stderr);
    ::dup2(kept_, STDERR_FILENO);
    ::close(kept_);
    kept_ = -1;
  }
  TemporaryFolder folder_;
  int kept_;
  std::filesystem::path file_;
};

}  // namespace minbar::test
