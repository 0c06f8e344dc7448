// A program started for a measurement: how old it is, and what it costs while it lives. Used by the measurements of the
// kiosk as a process. Killed when this goes.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace minbar::bench {

class Child {
 public:
  // jammed: its standard output takes no more, so that its first word makes it stand still.
  enum class Out : std::uint8_t { open, jammed };
  explicit Child(const std::vector<std::string>& command, Out out = Out::open);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  // Milliseconds since before it was started.
  [[nodiscard]] double age_ms() const;
  // Asks it to end as an operator does, and waits until it has.
  void end();

  // Processor time of all its threads in clock ticks, of which there are 100 in a second.
  [[nodiscard]] std::int64_t ticks() const;
  // Times its first thread has slept and was woken.
  [[nodiscard]] std::int64_t wakes() const;
  [[nodiscard]] double pss_mib() const;
  // Returns once it has used no processor for half a second.
  void wait_until_still() const;

 private:
  [[nodiscard]] std::int64_t number_in(const std::string& file, const std::string& line) const;

  std::int64_t started_ns_;
  pid_t pid_ = -1;
  int out_ = -1;
};

// Drops these files from the kernel's cache, so that the next reader waits for the disk.
void forget_on_disk(const std::vector<std::filesystem::path>& files);
// The shared libraries that a program loads, and the program.
[[nodiscard]] std::vector<std::filesystem::path> files_of_program(const std::filesystem::path& program);
[[nodiscard]] std::vector<std::filesystem::path> files_under(const std::filesystem::path& folder);

}  // namespace minbar::bench
