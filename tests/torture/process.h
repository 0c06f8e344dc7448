// A program of ours as a child: started with pipes, killed at any moment, its last words kept for the report.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace minbar::torture {

class Process {
 public:
  struct Options {
    bool receipts = false;  // descriptor 9 of the child is a pipe, read by lines()
    std::string log;        // a file for its standard output and error, appended to
    std::string input{};    // its standard input
  };
  Process(std::vector<std::string> command, const Options& options);
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();  // with SIGKILL

  // Waits until something is written on the pipe, at most `ms`. False: nothing came, or it ended.
  bool wait_for_line(int ms);
  // What came on the pipe until now, whole lines without their ends; each once.
  std::vector<std::string> lines();
  void kill();
  void freeze();  // does nothing more, until it is killed
  // The exit status, once it ends by itself, or after a signal when one is given. 128 + n: signal n ended it. -1: it
  // did not end within a minute, and was killed.
  int end(int signal = 0);
  [[nodiscard]] bool lives() const;

 private:
  pid_t pid_ = -1;
  int from_ = -1;
  std::string text_;
};

// Runs a command to its end and gives its exit status.
int run(std::vector<std::string> command, const std::string& log, const std::string& input = {});
// Runs it, and gives what it printed on its standard output.
std::string output_of(std::vector<std::string> command, const std::string& log, const std::string& input = {});

}  // namespace minbar::torture
