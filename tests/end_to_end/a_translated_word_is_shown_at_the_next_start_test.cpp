// The real program throughout: it hands out a table, takes it back with another Tamazight word, and says and paints
// that word at its next start. Nothing is built in between.
#include <sys/stat.h>

#include <array>
#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>

#include "sync/base/file.h"
#include "tests/sync/enrolled_kiosk.h"

namespace minbar {

namespace {

constexpr std::size_t most_bytes = 8 * 1024 * 1024;

class Kiosk {
 public:
  Kiosk() {
    std::filesystem::copy(MINBAR_CONTENT_FOLDER, path("content"), std::filesystem::copy_options::recursive);
    std::ofstream(path("script")) << "language zgh\nprint menu.rate\nshot menu\n";
  }

  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return enrolled_.folder.path() / name; }
  [[nodiscard]] std::string text(const std::string& name) const { return read_file(path(name), most_bytes).value(); }

  // 0 when the program says so; what it printed is in "out".
  [[nodiscard]] int run(const std::string& arguments) const {
    const auto line = std::string(MINBAR_KIOSK) + " --content " + path("content").string() + " " + arguments + " > " +
                      path("out").string() + " 2> " + path("faults").string();
    return std::system(line.c_str());  // NOLINT(cert-env33-c): paths of this test's own folder
  }
  // What the menu's first word is, and the picture of the menu.
  [[nodiscard]] std::array<std::string, 2> menu() const {
    REQUIRE(run("--offscreen --size 480x800 --ppi 60 --data " + enrolled_.shared.string() + " --keys " +
                path("keys").string() + " --screenshots " + enrolled_.folder.path().string() + " --script " +
                path("script").string()) == 0);
    return {text("out"), text("menu.png")};
  }

 private:
  test::EnrolledKiosk enrolled_;
};

}  // namespace

TEST_CASE("a word that a translator gave is said and painted at the next start without a rebuild") {
  const Kiosk kiosk;
  const auto before = kiosk.menu();
  CHECK(before[0] == "ⵙⵜⵍ ⵜⴰⵏⴰⴼⵓⵜ\n");
  REQUIRE(kiosk.run("words --export " + kiosk.path("table.po").string()) == 0);
  auto table = kiosk.text("table.po");
  const std::string draft = "ⵙⵜⵍ ⵜⴰⵏⴰⴼⵓⵜ\"", entry = "msgctxt \"menu.rate\"\nmsgid \"تقييم خدمة\"\nmsgstr \"" + draft;
  const auto at = table.find(entry);
  REQUIRE(at != std::string::npos);
  std::ofstream(kiosk.path("table.po")) << table.replace(at + entry.size() - draft.size(), draft.size(),
                                                         "ⴰⵙⵜⴰⵍ ⵏ ⵜⵡⵓⵔⵉ\"");
  REQUIRE(kiosk.run("words --import " + kiosk.path("table.po").string()) == 0);
  const auto after = kiosk.menu();
  CHECK(after[0] == "ⴰⵙⵜⴰⵍ ⵏ ⵜⵡⵓⵔⵉ\n");
  CHECK(after[1] != before[1]);
  CHECK(kiosk.menu() == after);
}

TEST_CASE("a table that is refused leaves the kiosk saying what it said") {
  const Kiosk kiosk;
  REQUIRE(kiosk.run("words --export " + kiosk.path("table.po").string() + " --language fr") == 0);
  auto table = kiosk.text("table.po");
  const std::string word = "\"Étape {step} sur {total}\"";
  std::ofstream(kiosk.path("table.po")) << table.replace(table.find(word), word.size(), "\"Étape {step}\"");
  CHECK(kiosk.run("words --import " + kiosk.path("table.po").string()) != 0);
  CHECK_THAT(kiosk.text("faults"), Catch::Matchers::StartsWith("minbar-kiosk words: table.po:"));
  CHECK(kiosk.menu()[0] == "ⵙⵜⵍ ⵜⴰⵏⴰⴼⵓⵜ\n");
}

}  // namespace minbar
