#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include "sync/base/file_lock.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

TEST_CASE("a lock has one holder until it goes") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "x.lock";
  {
    auto held = FileLock::take(file).value();
    CHECK(FileLock::take(file).error().code == Errc::busy);
    const auto moved = std::move(held);
    CHECK(FileLock::take(file).error().code == Errc::busy);
  }
  CHECK(FileLock::take(file).has_value());
  CHECK(FileLock::wait_for(file).has_value());
}

TEST_CASE("the lock of a program that was killed is nobodys") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "x.lock";
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto held = FileLock::take(file);
    const char word = held ? 'y' : 'n';
    static_cast<void>(::write(ends[1], &word, 1) == 1);
    while (true) ::pause();
  }
  char word = 0;
  REQUIRE(::read(ends[0], &word, 1) == 1);
  CHECK(word == 'y');
  CHECK(FileLock::take(file).error().code == Errc::busy);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  CHECK(FileLock::take(file).has_value());
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("a lock follows no link and says what it could not make") {
  const test::TemporaryFolder folder;
  const auto link = folder.path() / "x.lock";
  std::filesystem::create_symlink(folder.path() / "elsewhere", link);
  CHECK(FileLock::take(link).error().code == Errc::denied);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "elsewhere"));
  CHECK(FileLock::take(folder.path() / "nowhere" / "x.lock").error().code == Errc::io);
}
