// The real kiosk program, told what to do line by line over a pipe (kiosk/tools/script.h), and what stands in its
// memory.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace minbar::test {

class KioskProcess {
 public:
  struct Options {
    std::filesystem::path data;
    std::filesystem::path keys;
    std::vector<std::string> screen = {"--offscreen", "--size", "1080x1920"};
    std::vector<std::string> arguments = {};  // more of them
    std::vector<std::pair<std::string, std::string>> environment = {};
  };
  explicit KioskProcess(const Options& options);
  KioskProcess(const KioskProcess&) = delete;
  KioskProcess& operator=(const KioskProcess&) = delete;
  ~KioskProcess();

  // Requires that the kiosk does each of the lines.
  KioskProcess& play(const std::string& lines);
  void kill();
  // Requires that the program ends well once nobody tells it anything more.
  void end();

  // Where in the memory that it may write one of the texts stands: the mapping, the text and what is before it; empty:
  // nowhere.
  [[nodiscard]] std::string find(const std::vector<std::string>& wanted) const;

 private:
  pid_t pid_ = -1;
  int to_ = -1;
  int from_ = -1;
};

}  // namespace minbar::test
