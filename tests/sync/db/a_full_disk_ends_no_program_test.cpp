// A disk whose blocks are smaller than a page, filled to its last block by something else.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <functional>

#include "sync/db/database.h"
#include "tests/support/small_disk.h"

using namespace minbar;

namespace {

constexpr int small_block_bytes = 1'024;

// How a process of its own ends: the status it gives, or below 0 the signal that ended it.
int ended(const std::function<int()>& work) {
  const auto child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int opened_and_read(const std::filesystem::path& file) {
  auto database = db::Database::open(file, {.create = false});
  const auto rows = database ? database->query("SELECT count(*) FROM said") : tl::unexpected(database.error());
  return rows ? 0 : 1 + static_cast<int>(rows.error().code);
}

}  // namespace

TEST_CASE("on a full disk with blocks of one kibibyte a database is refused as full and ends no program") {
  const test::SmallDisk disk(16, small_block_bytes);
  if (!disk.is_there()) return;
  const auto file = disk.path() / "some.db";
  REQUIRE(ended([&] {
            auto database = db::Database::open(file);
            if (!database || !database->run_script("CREATE TABLE said (text)")) return 1;
            ::_exit(0);  // as after a power cut: the next start reads the log, and shares what it says
          }) == 0);
  REQUIRE(std::filesystem::remove(file.string() + "-shm"));
  // room for nothing, and for one block of each page that connections share and no more
  for (const off_t left : {0, 16 * 1'024}) {
    disk.fill(left);
    REQUIRE(disk.available() < 24 * 1'024);
    CHECK(ended([&] { return opened_and_read(file); }) == 1 + static_cast<int>(Errc::full));
    disk.clear();
  }
  CHECK(ended([&] { return opened_and_read(file); }) == 0);
}
