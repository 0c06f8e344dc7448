#include <cstdlib>

#include <catch2/catch.hpp>

#include "sync/base/file.h"
#include "tests/support/temporary_folder.h"

namespace minbar {

TEST_CASE("the real program paints the specimen of one language and size and says where") {
  const test::TemporaryFolder folder;
  const auto list = (folder.path() / "list").string();
  const auto line = std::string(MINBAR_KIOSK) + " specimen --panel small-10.1 --language zgh --text-size 1 --out " +
                    (folder.path() / "pages").string() + " > " + list;
  REQUIRE(std::system(line.c_str()) == 0);  // NOLINT(cert-env33-c): paths of this test's own folder
  const auto names = read_file(list, 4096).value();
  int pages = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.path() / "pages")) {
    CHECK_THAT(names, Catch::Matchers::Contains(file.path().string() + "\n"));
    CHECK(read_file(file.path(), 8 * 1024 * 1024).value().starts_with("\x89PNG"));
    ++pages;
  }
  CHECK(pages >= 2);
}

}  // namespace minbar
