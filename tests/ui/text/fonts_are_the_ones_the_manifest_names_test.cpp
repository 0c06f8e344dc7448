#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/text/text_world.h"
#include "ui/picture.h"

namespace minbar::test {

namespace {

using std::filesystem::path;

// Runs the build's own step on a manifest; what it said, and whether it succeeded.
std::pair<bool, std::string> subset(const TemporaryFolder& folder, const std::string& manifest) {
  const path source = folder.path() / "source";
  std::filesystem::create_directories(source);
  REQUIRE(write_file(source / "manifest", bytes_of(manifest), 0644));
  REQUIRE(write_file(source / "icons", bytes_of("close e5cd\n"), 0644));
  const std::string command = std::string(MINBAR_CMAKE) + " -D SOURCE=" + source.string() +
                              " -D FOLDER=" + (folder.path() / "out").string() + " -D HB_SUBSET=" + MINBAR_HB_SUBSET +
                              " -P " + MINBAR_FONT_SOURCE + "/subset.cmake > " + (folder.path() / "said").string() +
                              " 2>&1";
  const int status = std::system(command.c_str());
  return {status == 0, read_file(folder.path() / "said", 1 << 16).value_or("")};
}

std::string face(const std::string& file, const std::string& sha256) {
  return "face latin-regular\n  package fonts-noto-core\n  file " + file + "\n  sha256 " + sha256 +
         "\n  stack latin\n  weight regular\n  unicodes 20-7E\n";
}

}  // namespace

TEST_CASE("A font whose hash differs stops the build and says what to do") {
  TemporaryFolder folder;
  const path font = folder.path() / "font.ttf";
  REQUIRE(write_file(font, bytes_of("not the font"), 0644));
  const auto [ok, said] = subset(folder, face(font.string(), std::string(64, 'a')));
  CHECK_FALSE(ok);
  CHECK_THAT(said, Catch::Contains(font.string()) && Catch::Contains(std::string(64, 'a')) &&
                       Catch::Contains("9e19784f10304486451ff010e6ec48d3") &&
                       Catch::Contains("apt-get install --reinstall"));
  CHECK_FALSE(std::filesystem::exists(folder.path() / "out" / "index"));
}

TEST_CASE("A font that is not installed stops the build and names its package") {
  TemporaryFolder folder;
  const auto [ok, said] = subset(folder, face("/nowhere/font.ttf", std::string(64, 'a')));
  CHECK_FALSE(ok);
  CHECK_THAT(said, Catch::Contains("/nowhere/font.ttf") && Catch::Contains("fonts-noto-core"));
}

TEST_CASE("A missing or broken fonts folder is an error that names the file") {
  TemporaryFolder folder;
  const auto missing = ui::text::FontSet::load(folder.path());
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::not_found);
  REQUIRE(write_file(folder.path() / "index", bytes_of("face a a.ttf arabic regular\n"), 0644));
  REQUIRE(write_file(folder.path() / "a.ttf", bytes_of("no font"), 0644));
  const auto broken = ui::text::FontSet::load(folder.path());
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == Errc::corrupt);
  CHECK_THAT(broken.error().context, Catch::Contains("a.ttf"));
  REQUIRE(write_file(folder.path() / "index", bytes_of("fase a a.ttf\n"), 0644));
  CHECK(ui::text::FontSet::load(folder.path()).error().code == Errc::bad_input);
}

TEST_CASE("Every icon of the list is in the icon face or drawn as a picture") {
  TextWorld world;
  const int icons = world.fonts.primary_face(ui::FaceStack::icons, ui::FontWeight::regular);
  CHECK(world.fonts.icons().size() > 60);
  for (const auto& [name, code_point] : world.fonts.icons()) {
    INFO(name);
    CHECK(world.fonts.covers(icons, code_point) != (ui::picture_of(code_point) != nullptr));
  }
  for (std::size_t i = 0; i < ui::pictures().size(); ++i) {
    INFO(i);
    CHECK(std::any_of(world.fonts.icons().begin(), world.fonts.icons().end(),
                      [&](const auto& icon) { return icon.second == ui::first_picture + i; }));
  }
}

TEST_CASE("The faces cover what the keyboards can type") {
  TextWorld world;
  for (const auto& stack : {ui::FaceStack::arabic, ui::FaceStack::latin, ui::FaceStack::tifinagh}) {
    for (const char32_t c : std::u32string(U"ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة،؛؟٪abcdefzéèêàçùœŒæïôûÿ"
                                           U"ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ0123456789.,;:!?()[]«»“”’…%/+-=@#&*_€°")) {
      INFO(static_cast<std::uint32_t>(c));
      CHECK(world.fonts.face_for(stack, ui::FontWeight::regular, c));
      CHECK(world.fonts.face_for(stack, ui::FontWeight::bold, c));
    }
  }
}

}  // namespace minbar::test
