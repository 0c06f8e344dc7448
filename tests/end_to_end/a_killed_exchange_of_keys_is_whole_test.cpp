// The real command, killed before any change that it makes to the disk: the keys were exchanged, or they were not.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/end_to_end/killed_at_step.h"
#include "tests/end_to_end/said_by.h"
#include "tests/support/long_run.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
namespace fs = std::filesystem;

namespace {

constexpr int whole = 1'000'000;

// A collector with a root key and its sheet; nobody serves.
class Centre {
 public:
  Centre() {
    REQUIRE(said("init", "").well);
    const auto sheet = said("root-key new", "2>/dev/null");
    REQUIRE(sheet.well);
    std::ofstream(sheet_file()) << sheet.text;
    fs::copy(data(), folder_.path() / "first", fs::copy_options::recursive);
  }
  void begin_again() const {
    fs::remove_all(data());
    fs::copy(folder_.path() / "first", data(), fs::copy_options::recursive);
  }
  [[nodiscard]] test::Stepped succeed(int step) const {
    return test::run_to_step({"/bin/sh", "-c", command("succeed", "< " + sheet_file())}, step);
  }
  [[nodiscard]] std::string fingerprint() const {
    const auto out = said("admin enrol-code", "--place 09.001.01.01 --label hall 2>&1");
    INFO(out.text);
    REQUIRE(out.well);
    const auto at = out.text.find("fingerprint: ");
    REQUIRE(at != std::string::npos);
    return out.text.substr(at, 32);
  }
  [[nodiscard]] bool is_stated(int number) const {
    return fs::exists(keys() / fmt::format("succession-{:02}.statement", number));
  }
  [[nodiscard]] fs::path keys() const { return folder_.path() / "data" / "keys"; }

 private:
  [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }
  [[nodiscard]] std::string sheet_file() const { return (folder_.path() / "sheet").string(); }
  [[nodiscard]] std::string command(const std::string& name, const std::string& more) const {
    return fmt::format("exec {} {} --data {} {}", MINBAR_COLLECTOR, name, data(), more);
  }
  [[nodiscard]] test::Said said(const std::string& name, const std::string& more) const {
    return test::said_by(command(name, more));
  }

  test::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("an exchange of keys killed at any step has happened or has not and the next one is made") {
  test::SeededRandom random(20'261'130);
  const Centre centre;
  const auto first = centre.fingerprint();
  centre.begin_again();
  const auto undisturbed = centre.succeed(whole);
  INFO(undisturbed.printed);
  REQUIRE(undisturbed.status == 0);
  REQUIRE(undisturbed.steps > 10);
  int happened = 0;
  int had_not = 0;
  for (int round = 0; round < test::count_of({.shortly = 12, .in_a_long_run = 300}); ++round) {
    centre.begin_again();
    const int some = 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(undisturbed.steps)));
    const int step = round == 0 ? undisturbed.steps : some;  // right before its last change the statement is there
    INFO("killed at step " << step << " of " << undisturbed.steps);
    static_cast<void>(centre.succeed(step));
    const int number = centre.is_stated(1) ? 1 : 0;
    ++(number == 1 ? happened : had_not);
    CHECK((centre.fingerprint() == first) == (number == 0));
    const auto next = centre.succeed(whole);
    INFO(next.printed);
    REQUIRE(next.status == 0);
    CHECK(centre.is_stated(number + 1));
    CHECK(next.printed.find(fmt::format("succession: {}", number + 1)) != std::string::npos);
    CHECK_FALSE(fs::exists(centre.keys() / fmt::format("succession-{:02}.begun", number + 1)));
  }
  CHECK(happened > 0);
  CHECK(had_not > 0);
}
