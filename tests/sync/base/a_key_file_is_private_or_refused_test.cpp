#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "sync/base/file.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

TEST_CASE("a file open to others is refused with the command that mends it") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "key";
  REQUIRE(write_file(path, bytes_of("secret"), 0600));
  CHECK(check_private(path));
  REQUIRE(::chmod(path.c_str(), 0644) == 0);
  const auto open = check_private(path);
  REQUIRE_FALSE(open);
  CHECK(open.error().code == Errc::denied);
  CHECK(open.error().context.find("chmod 0600") != std::string::npos);
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  CHECK_FALSE(check_private(path));
  CHECK(check_private(path, /*group_may_read=*/true));
}

TEST_CASE("a file of another user is refused") {
  if (::geteuid() != 0) return;  // only root can give a file away
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "key";
  REQUIRE(write_file(path, bytes_of("secret"), 0600));
  REQUIRE(::chown(path.c_str(), 12345, 12345) == 0);
  CHECK(check_private(path).error().code == Errc::denied);
}
