// The real programs: a kiosk that lost its database, one of its keys, or its place in the fleet by mistake comes back
// with a new code of its own, and every record that its citizens were told is kept is at the collector in the end.
#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "sync/base/hex.h"
#include "sync/collector/features/fleet/kiosks.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/storage.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/said_by.h"
#include "tests/end_to_end/started.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

constexpr int exit_refused = 77;
constexpr int exit_not_enrolled = 78;
constexpr int exit_new_record_key = 79;

// One collector that serves, one kiosk and its agent.
class Hall {
 public:
  Hall() : collector_({MINBAR_COLLECTOR, "serve", "--data", path("collector"), "--listen", "127.0.0.1:0"}) {
    const auto listening = collector_.line();
    url_ = listening.substr(listening.find("http://"));
    play("expect not_enrolled.title\n");
    const auto issued = admin("enrol-code --place 09.001.01.01 --label hall");
    REQUIRE(sync("enrol " + url_ + " " + issued) == 0);
    play("tap enrolled.same\n");
    device_ = word_after(test::said_by(agent_ + "status 2>/dev/null").text, "Device:");
    REQUIRE(device_.size() == 32);
  }

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] std::filesystem::path data() const { return folder_.path() / "collector"; }
  [[nodiscard]] const std::string& device() const { return device_; }
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] const std::string& agent() const { return agent_; }

  // What a person does at the screen; the ids of what was kept go into a file.
  void play(const std::string& lines) {
    std::ofstream(path("script")) << lines;
    const auto played = test::said_by(kiosk_command("script") + " 9>>" + path("kept") + " 2>&1");
    INFO(played.text);
    REQUIRE(played.well);
  }
  [[nodiscard]] std::string kiosk_command(const std::string& script) const {
    return MINBAR_KIOSK " --offscreen --size 480x800 --ppi 60 --receipts-fd 9 --data " + path("shared") + " --keys " +
           path("keys") + " --script " + path(script);
  }
  void propose() {
    play(
        "language fr\ntap menu.propose\ntap theme.youth\nkeys a\ntap nav.next\n"
        "tap propose.review.send\nexpect receipt.title\ntap receipt.done\n");
  }
  // minbar-sync; its exit status.
  [[nodiscard]] int sync(const std::string& arguments) const {
    const int status =
        std::system((agent_ + arguments + " >/dev/null 2>&1").c_str());  // NOLINT(cert-env33-c): own words
    return WEXITSTATUS(status);
  }
  // What status says to do.
  [[nodiscard]] std::string advice() const { return test::said_by(agent_ + "status 2>/dev/null").text; }
  void come_back() const { REQUIRE(sync("re-enrol " + url_ + " " + admin("kiosk-code --device " + device_)) == 0); }

  // Every record that was kept is there, once, as this kiosk's, and the kiosk is the one it was.
  void nothing_is_lost() const {
    REQUIRE(sync("once") == 0);
    std::ifstream file(path("kept"));
    std::set<std::string> kept, there;
    for (std::string id; std::getline(file, id);) CHECK(kept.insert(id).second);
    REQUIRE(kept.size() >= 2);
    const auto storage = taken(collector::Storage::open(collector::database_file(data())));
    const auto rows = taken(storage->read([](db::Database& database) {
      return database.query("SELECT p.record, e.device FROM proposals p JOIN envelopes e ON e.arrival = p.arrival");
    }));
    for (const auto& row : rows) {
      CHECK(there.insert(to_hex(row.id<RecordId>(0).view())).second);
      CHECK(to_hex(row.id<DeviceId>(1).view()) == device_);
    }
    CHECK(there == kept);
    const auto others = taken(storage->read([](db::Database& database) {
      return database.query_one("SELECT (SELECT count(*) FROM devices) + (SELECT count(*) FROM set_aside)");
    }));
    CHECK(others->integer(0) == 1);
    CHECK(test::said_by(agent_ + "status 2>/dev/null").text.find(device_) != std::string::npos);
  }

 private:
  static std::string word_after(const std::string& text, const std::string& label) {
    const auto at = text.find(label);
    INFO(text);
    REQUIRE(at != std::string::npos);
    const auto begin = text.find_first_not_of(' ', at + label.size());
    return text.substr(begin, text.find_first_of(" \n", begin) - begin);
  }
  // The code that it prints.
  [[nodiscard]] std::string admin(const std::string& arguments) const {
    const auto said =
        test::said_by(MINBAR_COLLECTOR " admin " + arguments + " --content " MINBAR_CONTENT_FOLDER " --data " +
                      path("collector") + " 2>/dev/null");
    REQUIRE(said.well);
    return word_after(said.text, "code:");
  }

  test::TemporaryFolder folder_;
  test::Program collector_;
  std::string agent_ = MINBAR_SYNC " --data " + path("shared") + " --keys " + path("agent") + " ";
  std::string url_;
  std::string device_;
};

}  // namespace

TEST_CASE("a kiosk whose shared folder or database is lost comes back by itself under its own id") {
  Hall hall;
  hall.propose();
  REQUIRE(hall.sync("once") == 0);
  std::filesystem::remove_all(hall.path("shared"));
  CHECK(hall.sync("once") == exit_not_enrolled);  // only the kiosk knows who it is
  CHECK_FALSE(std::filesystem::exists(hall.path("shared") + "/kiosk.db"));
  CHECK(hall.advice().find("Damaged:") == std::string::npos);
  hall.propose();
  CHECK(hall.sync("once") == 0);
  CHECK(hall.advice().find("No record could be read in it") != std::string::npos);
  hall.propose();
  hall.nothing_is_lost();
  std::filesystem::remove(hall.path("shared") + "/kiosk.db");  // its log stays
  hall.propose();
  hall.nothing_is_lost();
}

TEST_CASE("an agent that starts before a kiosk whose database is gone or empty waits until the kiosk has made it") {
  for (const bool gone : {true, false}) {
    INFO(gone);
    Hall hall;  // enrolled, and nothing was said
    for (const char* part : {"-wal", "-shm"}) std::filesystem::remove(hall.path("shared") + "/kiosk.db" + part);
    if (gone)
      std::filesystem::remove(hall.path("shared") + "/kiosk.db");
    else
      std::filesystem::resize_file(hall.path("shared") + "/kiosk.db", 0);
    CHECK(hall.sync("once") == exit_not_enrolled);
    CHECK(hall.sync("re-enrol " + hall.url() + " 11111-11111-1") != 0);
    CHECK(test::said_by(hall.agent() + "status --json 2>/dev/null").text.find("\"database\":false") !=
          std::string::npos);
    test::Started agent({MINBAR_SYNC, "--data", hall.path("shared"), "--keys", hall.path("agent"), "run"});
    agent.wait_for("agent_store_failed");
    hall.propose();
    agent.wait_for("program_started");
    CHECK(agent.end(SIGTERM) == 0);
    hall.propose();
    hall.nothing_is_lost();
  }
}

TEST_CASE("an idle kiosk whose database goes is told so by its agent and makes it anew") {
  Hall hall;
  std::ofstream(hall.path("live")) << "await attract.title الكلمة لكم\nprint attract.title\nawait nothing.ever\n";
  test::Started kiosk({"/bin/sh", "-c", "exec " + hall.kiosk_command("live") + " 9>/dev/null"});
  kiosk.wait_for("الكلمة لكم");
  for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove(hall.path("shared") + "/kiosk.db" + part);
  CHECK(hall.sync("once") == exit_not_enrolled);
  kiosk.wait_for("shared_database_salvaged");
  static_cast<void>(kiosk.end(SIGKILL));
  hall.propose();
  hall.propose();
  hall.nothing_is_lost();
}

TEST_CASE("a kiosk whose record key is lost takes nothing until the new one is known and what waited arrives") {
  Hall hall;
  hall.propose();
  std::filesystem::remove(hall.path("keys") + "/record.key");
  hall.play("expect refused.title\n");
  CHECK(hall.sync("once") == exit_new_record_key);
  CHECK(hall.advice().find("record.key was lost and made anew") != std::string::npos);
  hall.come_back();
  hall.propose();
  hall.nothing_is_lost();
}

TEST_CASE("a kiosk whose transport key is lost is told so by the collector itself and what waited arrives") {
  Hall hall;
  hall.propose();
  std::filesystem::remove(hall.path("agent") + "/transport.key");
  CHECK(hall.sync("once") == exit_refused);
  CHECK(hall.advice().find("transport.key was made anew") != std::string::npos);
  hall.play("expect refused.title\n");
  hall.come_back();
  hall.propose();
  hall.nothing_is_lost();
}

TEST_CASE("a running kiosk that was withdrawn closes within one exchange and opens when it is taken back") {
  Hall hall;
  hall.propose();
  std::ofstream(hall.path("live")) << "await refused.title هذا الجهاز لا يستقبل شيئا الآن\nprint refused.title\n"
                                      "await attract.title الكلمة لكم\nprint attract.title\n";
  test::Program kiosk({"/bin/sh", "-c", "exec " + hall.kiosk_command("live") + " 9>/dev/null 2>/dev/null"});
  {
    const auto storage = taken(collector::Storage::open(collector::database_file(hall.data())));
    const auto device = DeviceId::from(*from_hex(hall.device()));
    REQUIRE(collector::revoke_kiosk(*storage, {.device = *device, .by = {}, .at_ms = 1}));
  }
  CHECK(hall.sync("once") == exit_refused);
  CHECK(hall.advice().find("has withdrawn this kiosk") != std::string::npos);
  CHECK_FALSE(kiosk.line().empty());
  hall.come_back();
  CHECK_FALSE(kiosk.line().empty());
  CHECK(kiosk.end() == 0);
  hall.propose();
  hall.nothing_is_lost();
}

TEST_CASE("a code of another kiosk changes nothing and says what it is") {
  Hall hall;
  hall.propose();
  const auto other =
      test::said_by(MINBAR_COLLECTOR
                    " admin enrol-code --place 09.001.01.01 --label other --content " MINBAR_CONTENT_FOLDER " --data " +
                    hall.path("collector") + " 2>/dev/null | sed -n 's/^code: //p'");
  const auto said =
      test::said_by(MINBAR_SYNC " --data " + hall.path("shared") + " --keys " + hall.path("agent") + " re-enrol " +
                    hall.url() + " " + other.text.substr(0, other.text.find('\n')) + " 2>&1");
  CHECK_FALSE(said.well);
  CHECK(said.text.find("this code is for another kiosk than this machine is") != std::string::npos);
  CHECK(hall.sync("once") == 0);
}
