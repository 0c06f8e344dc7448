#include <sys/resource.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/ui/sdl/stage.h"
#include "ui/sdl/input.h"

using namespace minbar;
using namespace minbar::ui::sdl;

namespace {
Window small_window() { return test::opened(Window::open({.mode = WindowMode::offscreen, .width = 64, .height = 64})); }

// How often this thread went to sleep and was woken.
long sleeps() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nvcsw;
}
}  // namespace

TEST_CASE("a worker wakes a loop that waits for ever and its work is seen") {
  Window window = small_window();
  Input input(window);
  std::atomic<int> done = 0;
  std::thread worker([&, waker = input.waker()] {
    done = 1;
    waker.wake();
  });
  std::optional<InputEvent> event;
  while (!event) event = input.wait(std::nullopt);
  worker.join();
  CHECK(std::holds_alternative<Wake>(*event));
  CHECK(done == 1);
}

TEST_CASE("a thousand wakes before the loop looks are one") {
  Window window = small_window();
  Input input(window);
  for (int i = 0; i < 1'000; ++i) input.waker().wake();
  CHECK(std::holds_alternative<Wake>(input.wait(0).value()));
  CHECK_FALSE(input.wait(0).has_value());
}

TEST_CASE("many wakes from another thread are never lost") {
  Window window = small_window();
  Input input(window);
  constexpr int jobs = 2'000;
  std::atomic<int> done = 0;
  std::thread worker([&, waker = input.waker()] {
    for (int i = 0; i < jobs; ++i) {
      ++done;
      waker.wake();
    }
  });
  int seen = 0;
  while (seen < jobs)  // hangs, and the test's time limit ends it, if the last wake is lost
    if (const auto event = input.wait(std::nullopt)) seen = done;
  worker.join();
  CHECK(seen == jobs);
}

TEST_CASE("a loop that waits sleeps once instead of looking again and again") {
  Window window = small_window();
  Input input(window);
  while (input.wait(0)) continue;
  const long before = sleeps();
  CHECK_FALSE(input.wait(200).has_value());
  CHECK(sleeps() - before <= 5);  // SDL's own wait looks every millisecond when there is no display
}
