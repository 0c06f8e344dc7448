// The real programs on a disk that something else fills to its last block: nobody is let type, what waits is delivered,
// and once blocks are free all goes on by itself. Ends by comparing record ids.
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
#include "tests/support/small_disk.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

constexpr int exit_of_storage = 74;

// A collector elsewhere, and a kiosk whose three folders lie on one disk.
class FullHall {
 public:
  explicit FullHall(const test::SmallDisk& disk)
      : disk_(disk), collector_({MINBAR_COLLECTOR, "serve", "--data", path("collector"), "--listen", "127.0.0.1:0"}) {
    const auto listening = collector_.line();
    const auto url = listening.substr(listening.find("http://"));
    play("expect not_enrolled.title\n");
    const auto issued = test::said_by(
        MINBAR_COLLECTOR " admin enrol-code --place 09.001.01.01 --label hall --content " MINBAR_CONTENT_FOLDER
                         " --data " +
        path("collector") + " 2>/dev/null");
    REQUIRE(issued.well);
    const auto at = issued.text.find_first_not_of(' ', issued.text.find("code:") + 5);
    const auto code = issued.text.substr(at, issued.text.find_first_of(" \n", at) - at);
    REQUIRE(sync("enrol " + url + " " + code) == 0);
    play("tap enrolled.same\n");
  }

  void play(const std::string& lines) {
    std::ofstream(path("script")) << lines;
    const auto played =
        test::said_by(MINBAR_KIOSK " --offscreen --size 480x800 --ppi 60 --receipts-fd 9 --data " + on_disk("shared") +
                      " --keys " + on_disk("keys") + " --script " + path("script") + " 9>>" + path("kept") + " 2>&1");
    INFO(played.text);
    REQUIRE(played.well);
  }
  void propose() {
    play(
        "language fr\ntap menu.propose\ntap theme.youth\nkeys a\ntap nav.next\n"
        "tap propose.review.send\nexpect receipt.title\ntap receipt.done\n");
  }
  [[nodiscard]] int sync(const std::string& arguments) const {
    const int status =
        std::system((agent_ + arguments + " >/dev/null 2>&1").c_str());  // NOLINT(cert-env33-c): own words
    return WEXITSTATUS(status);
  }
  [[nodiscard]] std::string said_by_agent(const std::string& arguments) const {
    return test::said_by(agent_ + arguments + " 2>&1").text;
  }
  [[nodiscard]] bool has_reserve() const {
    std::error_code none;
    return std::filesystem::file_size(on_disk("shared") + "/reserve", none) >= 8U * 1024 * 1024 && !none;
  }
  [[nodiscard]] std::set<std::string> kept() const {
    std::ifstream file(path("kept"));
    std::set<std::string> ids;
    for (std::string id; std::getline(file, id);) CHECK(ids.insert(id).second);
    return ids;
  }
  [[nodiscard]] std::set<std::string> at_the_collector() const {
    const auto storage = taken(collector::Storage::open(collector::database_file(folder_.path() / "collector")));
    std::set<std::string> ids;
    for (const auto& row :
         taken(storage->read([](db::Database& database) { return database.query("SELECT record FROM envelopes"); })))
      CHECK(ids.insert(to_hex(row.id<RecordId>(0).view())).second);
    return ids;
  }

 private:
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] std::string on_disk(const std::string& name) const { return (disk_.path() / name).string(); }

  test::TemporaryFolder folder_;
  const test::SmallDisk& disk_;
  test::Program collector_;
  std::string agent_ = MINBAR_SYNC " --data " + on_disk("shared") + " --keys " + on_disk("agent") + " ";
};

}  // namespace

TEST_CASE(
    "on a disk that something else fills nobody is let type and what waits is delivered and all goes on by itself") {
  const test::SmallDisk disk(96, 4'096);
  if (!disk.is_there()) return;
  FullHall hall(disk);
  hall.propose();
  hall.propose();
  REQUIRE(hall.has_reserve());
  disk.fill();
  CHECK(hall.sync("once") == 0);
  CHECK_FALSE(hall.has_reserve());
  CHECK(hall.at_the_collector() == hall.kept());
  CHECK(hall.said_by_agent("status").find("full of other things") != std::string::npos);
  hall.play("expect full.title\n");
  // and what the reserve had left, and what the agent wins from its own file
  int ended = 0;
  for (int i = 0; i < 10 && ended == 0; ++i) {
    disk.fill();
    ended = hall.sync("once");
  }
  CHECK(ended == exit_of_storage);
  CHECK(hall.said_by_agent("status").find("Remove what fills it") != std::string::npos);
  disk.clear();
  hall.propose();
  CHECK(hall.has_reserve());
  CHECK(hall.sync("once") == 0);
  CHECK(hall.kept().size() == 3);
  CHECK(hall.at_the_collector() == hall.kept());
  CHECK(hall.said_by_agent("status").find("Disk:") == std::string::npos);
}

TEST_CASE("a real kiosk that is started on a full disk says so before anybody types") {
  const test::SmallDisk disk(96, 1'024);
  if (!disk.is_there()) return;
  FullHall hall(disk);
  hall.propose();
  disk.fill();
  hall.play("expect full.title\n");
  hall.play("expect full.title\n");
  CHECK(hall.sync("once") == 0);
  CHECK(hall.at_the_collector() == hall.kept());
  disk.clear();
  hall.play("expect attract.title\n");
}
