#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "sync/base/file.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

TEST_CASE("a file is written whole with exactly its mode and replaces the old one") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "f";
  REQUIRE(write_file(path, bytes_of("one"), 0600));
  REQUIRE(write_file(path, bytes_of("two, longer"), 0640));
  CHECK(read_file(path, 100) == std::string("two, longer"));
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0640);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("reading is bounded and says what is missing") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "f";
  CHECK(read_file(path, 100).error().code == Errc::not_found);
  REQUIRE(write_file(path, bytes_of("12345"), 0600));
  CHECK(read_file(path, 5).has_value());
  CHECK(read_file(path, 4).error().code == Errc::too_large);
}

TEST_CASE("a pipe in the place of a file keeps nobody waiting") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const auto read = read_file(path, 100);
  REQUIRE(read);
  CHECK(read->empty());
}
