// The real programs: all three folders of a kiosk are copied, after its enrolment or before it, and both machines go
// on. They are told apart, the second becomes a kiosk of its own, and every record that citizens of either were told is
// kept is at the collector in the end, once. Here both run on one machine, so that their boot ids are the same.
#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "sync/base/hex.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/storage.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/said_by.h"
#include "tests/support/copied_folder.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using Catch::Matchers::Contains;
using test::taken;

namespace {

constexpr int exit_refused = 77;

struct Centre {
  Centre() : program({MINBAR_COLLECTOR, "serve", "--data", data().string(), "--listen", "127.0.0.1:0"}) {
    const auto listening = program.line();
    url = listening.substr(listening.find("http://"));
  }
  [[nodiscard]] std::filesystem::path data() const { return folder.path() / "collector"; }
  // The code that it prints.
  [[nodiscard]] std::string admin(const std::string& arguments) const {
    const auto said =
        test::said_by(MINBAR_COLLECTOR " admin " + arguments + " --content " MINBAR_CONTENT_FOLDER " --data " +
                      data().string() + " 2>/dev/null | sed -n 's/^code: *//p'");
    REQUIRE_FALSE(said.text.empty());
    return said.text.substr(0, said.text.find('\n'));
  }
  [[nodiscard]] std::string new_kiosk() const { return admin("enrol-code --place 09.001.01.01 --label another"); }
  [[nodiscard]] std::string doctor() const {
    return test::said_by(MINBAR_COLLECTOR " doctor --data " + data().string() + " 2>/dev/null").text;
  }
  [[nodiscard]] std::set<std::string> proposals() const {
    const auto storage = taken(collector::Storage::open(collector::database_file(data())));
    const auto rows =
        taken(storage->read([](db::Database& database) { return database.query("SELECT record FROM proposals"); }));
    std::set<std::string> out;
    for (const auto& row : rows) CHECK(out.insert(to_hex(row.id<RecordId>(0).view())).second);
    const auto aside = taken(
        storage->read([](db::Database& database) { return database.query_one("SELECT count(*) FROM set_aside"); }));
    CHECK(aside->integer(0) == 0);
    return out;
  }

  test::TemporaryFolder folder;
  test::Program program;
  std::string url;
};

class Machine {
 public:
  explicit Machine(const Centre& centre) : centre_(centre) { std::filesystem::create_directory(home()); }
  // All of its disk, while nothing runs.
  Machine(const Machine& other) : centre_(other.centre_) {
    test::copy_folder(other.home(), home());
    std::filesystem::remove(path("kept"));
  }
  Machine& operator=(const Machine&) = delete;

  void play(const std::string& lines) const {
    std::ofstream(path("script")) << lines;
    const auto played =
        test::said_by(MINBAR_KIOSK " --offscreen --size 480x800 --ppi 60 --receipts-fd 9 --data " + path("shared") +
                      " --keys " + path("keys") + " --script " + path("script") + " 9>>" + path("kept") + " 2>&1");
    INFO(played.text);
    REQUIRE(played.well);
  }
  void propose() const {
    play(
        "language fr\ntap menu.propose\ntap theme.youth\nkeys a\ntap nav.next\n"
        "tap propose.review.send\nexpect receipt.title\ntap receipt.done\n");
  }
  [[nodiscard]] test::Said said(const std::string& arguments) const {
    return test::said_by(MINBAR_SYNC " --data " + path("shared") + " --keys " + path("agent") + " " + arguments +
                         " 2>&1");
  }
  [[nodiscard]] int sync(const std::string& arguments) const {
    const auto command = MINBAR_SYNC " --data " + path("shared") + " --keys " + path("agent") + " " + arguments;
    return WEXITSTATUS(std::system((command + " >/dev/null 2>&1").c_str()));  // NOLINT(cert-env33-c): own words
  }
  [[nodiscard]] std::set<std::string> kept() const {
    std::ifstream file(path("kept"));
    std::set<std::string> out;
    for (std::string id; std::getline(file, id);) CHECK(out.insert(id).second);
    return out;
  }
  [[nodiscard]] std::filesystem::path home() const { return folder_.path() / "home"; }

 private:
  [[nodiscard]] std::string path(const std::string& name) const { return (home() / name).string(); }

  test::TemporaryFolder folder_;
  const Centre& centre_;
};

void nothing_is_lost(const Centre& centre, const Machine& first, const Machine& second) {
  auto kept = first.kept();
  const auto others = second.kept();
  REQUIRE(others.size() >= 2);
  kept.insert(others.begin(), others.end());
  CHECK(kept.size() == first.kept().size() + others.size());
  CHECK(centre.proposals() == kept);
}

}  // namespace

TEST_CASE("a machine with a copied disk is told so by the centre and is a kiosk of its own with a new code") {
  const Centre centre;
  Machine first(centre);
  first.play("expect not_enrolled.title\n");
  REQUIRE(first.sync("enrol " + centre.url + " " + centre.new_kiosk()) == 0);
  first.play("tap enrolled.same\n");
  first.propose();  // it waits on both disks
  const Machine second(first);
  first.propose();
  REQUIRE(first.sync("once") == 0);
  second.propose();
  REQUIRE(second.sync("once") == 0);  // what it brings is taken
  first.propose();
  REQUIRE(first.sync("once") == 0);
  second.play("expect attract.title\n");
  CHECK(second.sync("once") == exit_refused);
  CHECK_THAT(second.said("status").text, Contains("Two machines run as this kiosk"));
  CHECK_THAT(centre.doctor(), Contains("two machines run as this kiosk"));
  second.play("expect refused.title\n");
  const auto code = centre.new_kiosk();
  const auto enrolled = second.said("re-enrol " + centre.url + " " + code);
  INFO(enrolled.text);
  REQUIRE(enrolled.well);
  second.propose();
  CHECK(second.sync("once") == 0);
  first.play("expect attract.title\n");
  CHECK(first.sync("once") == 0);
  nothing_is_lost(centre, first, second);
  CHECK_THAT(centre.doctor(), !Contains("two machines"));
}

TEST_CASE("a machine whose disk was copied before the enrolment makes itself keys and is enrolled with its code") {
  const Centre centre;
  Machine first(centre);
  first.play("expect not_enrolled.title\n");
  CHECK(first.sync("once") != 0);  // the agent has its key, too
  const Machine second(first);
  REQUIRE(first.sync("enrol " + centre.url + " " + centre.new_kiosk()) == 0);
  first.play("tap enrolled.same\n");
  const auto code = centre.new_kiosk();
  CHECK_THAT(second.said("enrol " + centre.url + " " + code).text, Contains("its disk is a copy of that one's"));
  second.play("expect not_enrolled.title\n");
  REQUIRE(second.sync("enrol " + centre.url + " " + code) == 0);
  second.play("tap enrolled.same\n");
  for (int i = 0; i < 2; ++i)
    for (const auto* machine : std::initializer_list<const Machine*>{&first, &second}) {
      machine->propose();
      CHECK(machine->sync("once") == 0);
    }
  nothing_is_lost(centre, first, second);
}
