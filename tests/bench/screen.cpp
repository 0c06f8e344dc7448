#include "tests/bench/screen.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "tests/bench/report.h"

namespace minbar::bench {

namespace {

// Where to look, from the left and the top: the last lines of a frame are the last to be put there.
constexpr int probed_x = 540;
constexpr int probed_y = test::XServer::height - 2;

// A word of the head of an X window dump, which are all big-endian (XWDFile.h).
std::size_t word_at(const std::uint8_t* file, std::size_t index) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | file[4 * index + i];
  return value;
}

}  // namespace

Screen::Screen() {
  ENSURE(::setenv("DISPLAY", server_.name().c_str(), 1) == 0, "the environment can be set");
  const int file = ::open(server_.pixels().c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info {};
  ENSURE(file >= 0 && ::fstat(file, &info) == 0, "Xvfb keeps its pixels in a file");
  size_ = static_cast<std::size_t>(info.st_size);
  void* mapped = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file, 0);
  ::close(file);
  ENSURE(mapped != MAP_FAILED, "a file can be mapped");
  file_ = static_cast<const std::uint8_t*>(mapped);
}

Screen::~Screen() { ::munmap(const_cast<std::uint8_t*>(file_), size_); }

void Screen::wait_for_frame() const { wait(true); }
void Screen::wait_until_dark() const { wait(false); }

bool Screen::is_painted() const {
  constexpr std::size_t head_bytes = 0, line_bytes = 12, colours = 19, colour_bytes = 12;
  const auto at = word_at(file_, head_bytes) + word_at(file_, colours) * colour_bytes +
                  probed_y * word_at(file_, line_bytes) + probed_x * std::size_t{4};
  ENSURE(at + 4 <= size_, "the dump holds the whole screen");
  const volatile std::uint8_t* pixel = file_ + at;
  return (pixel[0] | pixel[1] | pixel[2]) != 0;
}

void Screen::wait(bool painted) const {
  constexpr auto step = std::chrono::microseconds(100);
  constexpr double patience_ms = 10'000;
  const Stopwatch watch;
  while (is_painted() != painted) {
    ENSURE(watch.ms() < patience_ms, painted ? "a program paints" : "a program that ended leaves no picture");
    std::this_thread::sleep_for(step);
  }
}

}  // namespace minbar::bench
