// A folder of keys is only as private as the folder it stands in: who may rename it can put his own in its place.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "sync/base/file.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {

void check_refused(const std::filesystem::path& folder, std::string_view mend) {
  const auto made = make_private_folder(folder);
  REQUIRE_FALSE(made);
  CHECK(made.error().code == Errc::denied);
  CHECK_THAT(made.error().context, Catch::Contains(std::string(mend)));
}

}  // namespace

TEST_CASE("a private folder is made with those above it and stays as it is") {
  const test::TemporaryFolder home;
  const auto keys = home.path() / "var" / "keys";
  CHECK(make_private_folder(keys));
  CHECK(make_private_folder(keys));
  struct stat info {};
  REQUIRE(::stat(keys.c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0700);
}

TEST_CASE("a private folder that is open or a link or no folder is refused with the command that mends it") {
  const test::TemporaryFolder home;
  const auto keys = home.path() / "keys";
  REQUIRE(make_private_folder(keys));
  for (const mode_t mode : {0777, 0750, 0701}) {
    REQUIRE(::chmod(keys.c_str(), mode) == 0);
    check_refused(keys, "chmod 0700");
  }
  REQUIRE(::chmod(keys.c_str(), 0700) == 0);
  std::filesystem::create_symlink(keys, home.path() / "link");
  check_refused(home.path() / "link", "is no folder");
  check_refused(home.path() / "link" / "", "is no folder");
  REQUIRE(write_file(home.path() / "file", bytes_of("x"), 0600));
  check_refused(home.path() / "file", "is no folder");
}

TEST_CASE("a private folder where another user could put his own in its place is refused") {
  const test::TemporaryFolder home;
  const auto shared = home.path() / "minbar";
  REQUIRE(::mkdir(shared.c_str(), 0700) == 0);
  REQUIRE(make_private_folder(shared / "keys"));
  for (const mode_t mode : {0770, 0777, 0702}) {
    REQUIRE(::chmod(shared.c_str(), mode) == 0);
    check_refused(shared / "keys", "chmod +t");
    check_refused(shared / "keys" / "", "chmod +t");  // however it is written
    check_refused(shared / "keys" / ".", "chmod +t");
    check_refused(shared / "keys" / ".." / "keys", "chmod +t");
  }
  REQUIRE(::chmod(shared.c_str(), 01770) == 0);
  CHECK(make_private_folder(shared / "keys"));
}

TEST_CASE("a private folder of another user or in the folder of one is refused") {
  if (::geteuid() != 0) return;  // only root can give a folder away
  const test::TemporaryFolder home;
  const auto shared = home.path() / "minbar";
  REQUIRE(make_private_folder(shared / "keys"));
  REQUIRE(::chown((shared / "keys").c_str(), 12345, 12345) == 0);
  check_refused(shared / "keys", "chown 0");
  REQUIRE(::chown((shared / "keys").c_str(), 0, 0) == 0);
  REQUIRE(::chown(shared.c_str(), 12345, 12345) == 0);
  check_refused(shared / "keys", "chown root");
}

TEST_CASE("a pipe where a private file should be is refused and not waited for") {
  const test::TemporaryFolder home;
  const auto pipe = home.path() / "key";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(check_private(pipe).error().code == Errc::denied);
}
