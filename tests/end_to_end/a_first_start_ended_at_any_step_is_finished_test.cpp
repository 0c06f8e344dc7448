// The real programs, killed in their very first start right before one of the changes that they make to the disk, and
// once more in the next one. What comes after must work, and be one identity.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <climits>
#include <fstream>

#include <fmt/format.h>

#include "sync/db/database.h"
#include "sync/seal/keys.h"
#include "tests/end_to_end/killed_at_step.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/said_by.h"
#include "tests/support/long_run.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using Catch::Matchers::StartsWith;
using Words = std::vector<std::string>;

namespace {

constexpr test::Repetitions collector_starts{.shortly = 16, .in_a_long_run = 1'000};
constexpr test::Repetitions agent_starts{.shortly = 12, .in_a_long_run = 500};
constexpr test::Repetitions kiosk_starts{.shortly = 8, .in_a_long_run = 300};
constexpr int whole = INT_MAX;

// The first changes and, by chance, others.
int step_of(int round, int steps, test::SeededRandom& random) {
  constexpr int looked_at_each = 8;
  return round < looked_at_each && round < steps
             ? round + 1
             : 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(steps)));
}

std::string fingerprint_at(const std::string& data) {
  static_cast<void>(test::said_by(fmt::format("{} init --data {} 2>&1", MINBAR_COLLECTOR, data)));
  const auto said = test::said_by(
      fmt::format("{} admin enrol-code --place 09.001.01.01 --label hall --data {}", MINBAR_COLLECTOR, data));
  REQUIRE(said.well);
  const auto at = said.text.find("fingerprint: ");
  REQUIRE(at != std::string::npos);
  return said.text.substr(at, 32);
}

mode_t mode_of(const std::filesystem::path& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 07777;
}

}  // namespace

TEST_CASE("a collector killed at any step of its first start is finished by the next") {
  test::SeededRandom random(20'261'207);
  const auto init = [](const test::TemporaryFolder& folder) {
    return Words{MINBAR_COLLECTOR, "init", "--data", (folder.path() / "data").string()};
  };
  const test::TemporaryFolder first;
  const auto undisturbed = test::run_to_step(init(first), whole);
  REQUIRE(undisturbed.status == 0);
  REQUIRE(undisturbed.steps > 20);
  for (int round = 0; round < test::count_of(collector_starts); ++round) {
    const test::TemporaryFolder folder;
    const auto data = (folder.path() / "data").string();
    const int step = step_of(round, undisturbed.steps, random);
    const auto once_more = step_of(INT_MAX, undisturbed.steps, random);
    INFO("killed at step " << step << ", then at " << once_more);
    REQUIRE(test::run_to_step(init(folder), step).killed);
    static_cast<void>(test::run_to_step(init(folder), once_more));  // it may have had less to do
    const auto fingerprint = fingerprint_at(data);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "data" / "first.start"));
    CHECK(fingerprint_at(data) == fingerprint);
  }
}

TEST_CASE("a collector killed while it first serves serves at its next start") {
  test::SeededRandom random(20'261'208);
  const auto serve = [](const test::TemporaryFolder& folder) {
    return Words{MINBAR_COLLECTOR, "serve", "--listen", "127.0.0.1:0", "--data", (folder.path() / "data").string()};
  };
  const test::TemporaryFolder first;
  const auto undisturbed = test::run_to_step(serve(first), whole, "listening on ");
  REQUIRE(undisturbed.steps > 20);
  for (int round = 0; round < test::count_of({.shortly = 6, .in_a_long_run = 200}); ++round) {
    const test::TemporaryFolder folder;
    const int step = step_of(INT_MAX, undisturbed.steps, random);
    INFO("killed at step " << step);
    REQUIRE(test::run_to_step(serve(folder), step, "listening on ").killed);
    test::Program again(serve(folder));
    CHECK_THAT(again.line(), StartsWith("listening on "));
  }
}

TEST_CASE("an agent killed at any step of its first start goes on at the next") {
  test::SeededRandom random(20'261'209);
  const auto once = [](const test::TemporaryFolder& folder) {
    return Words{
        MINBAR_SYNC, "--data", (folder.path() / "shared").string(), "--keys", (folder.path() / "keys").string(),
        "once"};
  };
  constexpr int not_enrolled = 78;
  const test::TemporaryFolder first;
  const auto undisturbed = test::run_to_step(once(first), whole);
  REQUIRE(undisturbed.status == not_enrolled);
  for (int round = 0; round < test::count_of(agent_starts); ++round) {
    const test::TemporaryFolder folder;
    const int step = step_of(round, undisturbed.steps, random);
    INFO("killed at step " << step << " of " << undisturbed.steps);
    REQUIRE(test::run_to_step(once(folder), step).killed);
    CHECK(test::run_to_step(once(folder), whole).status == not_enrolled);
    CHECK(seal::TransportKey::load(folder.path() / "keys" / "transport.key").has_value());
    CHECK(mode_of(folder.path() / "shared") == 02770);
    CHECK(mode_of(folder.path() / "shared" / "kiosk.db") == 0660);
  }
}

TEST_CASE("a kiosk killed at any step of its first start is one kiosk at the next") {
  test::SeededRandom random(20'261'210);
  const test::TemporaryFolder scripts;
  const auto script = scripts.path() / "start.script";
  std::ofstream(script) << "print not_enrolled.title\n";
  const auto start = [&](const test::TemporaryFolder& folder) {
    return Words{MINBAR_KIOSK, "--offscreen",
                 "--size",     "480x800",
                 "--ppi",      "60",
                 "--data",     (folder.path() / "shared").string(),
                 "--keys",     (folder.path() / "keys").string(),
                 "--script",   script.string()};
  };
  const test::TemporaryFolder first;
  const auto undisturbed = test::run_to_step(start(first), whole);
  INFO(undisturbed.printed);
  REQUIRE(undisturbed.status == 0);
  for (int round = 0; round < test::count_of(kiosk_starts); ++round) {
    const test::TemporaryFolder folder;
    const int step = step_of(INT_MAX, undisturbed.steps, random);
    INFO("killed at step " << step << " of " << undisturbed.steps);
    REQUIRE(test::run_to_step(start(folder), step).killed);
    const auto again = test::run_to_step(start(folder), whole);
    INFO(again.printed);
    REQUIRE(again.status == 0);
    const auto key = seal::RecordKey::load(folder.path() / "keys" / "record.key");
    REQUIRE(key.has_value());
    auto database = db::Database::open(folder.path() / "shared" / "kiosk.db", {.create = false}).value();
    const auto row = database.query_one("SELECT record_key FROM kiosk").value();
    CHECK(row->id<seal::RecordPublicKey>(0) == key->public_key());
    // whoever enrols it later is asked to compare
    CHECK(std::filesystem::exists(folder.path() / "keys" / "collector.awaited"));
    CHECK(mode_of(folder.path() / "shared") == 02770);
    CHECK(mode_of(folder.path() / "shared" / "kiosk.db") == 0660);
  }
}
