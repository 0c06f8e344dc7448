// One of our programs and what it prints on its standard output, line by line. Ended with this at the latest.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace minbar::test {

class Program {
 public:
  explicit Program(std::vector<std::string> command);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  // The next line, without its end; fails the test after a minute.
  std::string line();
  void kill();
  // The status with which it exits by itself; -1 when a signal ended it.
  int end();

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  std::string text_;
};

}  // namespace minbar::test
