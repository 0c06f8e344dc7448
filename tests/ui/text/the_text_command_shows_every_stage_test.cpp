#include <nlohmann/json.hpp>
#include <sstream>

#include "kiosk/tools/text_command.h"
#include "sync/base/file.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/text/text_world.h"

namespace minbar::test {

namespace {

kiosk::TextCommandOptions options_in(const TemporaryFolder& folder) {
  kiosk::TextCommandOptions options;
  options.fonts = MINBAR_FONTS;
  options.png = folder.path() / "text.png";
  options.json = folder.path() / "text.json";
  return options;
}

}  // namespace

TEST_CASE("The text command prints lines and runs and glyphs and paints them") {
  TemporaryFolder folder;
  auto options = options_in(folder);
  std::istringstream in("الثانوية (lycée) 12\n");
  std::ostringstream out;
  REQUIRE(kiosk::run_text_command(options, in, out));
  CHECK_THAT(out.str(), Catch::Contains("line 1 bytes 0-28 rtl") && Catch::Contains("levels 0-17:1") &&
                            Catch::Contains("level 2 Latn latin-regular ltr") && Catch::Contains("glyphs"));
  const auto png = read_file(*options.png, 1 << 20);
  REQUIRE(png);
  CHECK(png->starts_with("\x89PNG"));

  const auto json = nlohmann::json::parse(read_file(*options.json, 1 << 20).value());
  CHECK(json.at("text") == "الثانوية (lycée) 12");
  CHECK(json.at("direction") == "rtl");
  REQUIRE(json.at("lines").size() == 1);
  const auto& runs = json.at("lines").at(0).at("runs");
  CHECK(runs.back().at("face") == "arabic-regular");
  CHECK(runs.back().at("direction") == "rtl");
  CHECK(runs.back().at("glyphs").at(0).contains("cluster"));
}

TEST_CASE("The text command takes any bytes and any sizes") {
  TemporaryFolder folder;
  auto options = options_in(folder);
  options.width_px = 0;
  options.size_px = 1e9F;
  std::istringstream in(std::string("\xFF\x00\xD8\xFE a", 6));
  std::ostringstream out;
  CHECK(kiosk::run_text_command(options, in, out));
}

TEST_CASE("The text command fails when it cannot write its picture") {
  TemporaryFolder folder;
  auto options = options_in(folder);
  options.png = folder.path() / "nowhere" / "text.png";
  std::istringstream in("a");
  std::ostringstream out;
  const auto done = kiosk::run_text_command(options, in, out);
  REQUIRE_FALSE(done);
  CHECK_THAT(done.error().context, Catch::Contains("text.png: cannot be written"));
}

}  // namespace minbar::test
