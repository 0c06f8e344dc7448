// A real program, started with what it prints on a pipe, so that a test can ask how it ended.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace minbar::test {

class Started {
 public:
  // `before` runs in the child, before the program.
  explicit Started(std::vector<std::string> command, const std::function<void()>& before = {});
  Started(const Started&) = delete;
  Started& operator=(const Started&) = delete;
  ~Started();

  [[nodiscard]] pid_t process() const { return pid_; }
  [[nodiscard]] bool lives() const;
  // Requires that it prints `text`, on standard output or error.
  void wait_for(const std::string& text);
  // After a signal, or 0: none. The exit status, or -1 for one that a signal ended.
  int end(int signal);
  [[nodiscard]] const std::string& printed() const { return printed_; }

 private:
  bool read_more();

  pid_t pid_ = -1;
  int from_ = -1;
  std::string printed_;
};

}  // namespace minbar::test
