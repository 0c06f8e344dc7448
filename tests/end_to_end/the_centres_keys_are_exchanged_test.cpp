// The real programs: a collector gets a root key, enrols kiosks, loses its signing key to a thief, exchanges its keys
// with the sheet, and every record that a citizen was told is kept is there in the end.
#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>

#include "sync/base/hex.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/storage.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/said_by.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

std::string word_after(const std::string& text, const std::string& label) {
  const auto at = text.find(label);
  INFO(text);
  REQUIRE(at != std::string::npos);
  const auto begin = text.find_first_not_of(' ', at + label.size());
  return text.substr(begin, text.find_first_of(" \n", begin) - begin);
}

class Centre {
 public:
  Centre() {
    REQUIRE(run("init", "").well);
    serve("127.0.0.1:0");
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] test::Said run(const std::string& command, const std::string& more) const {
    return test::said_by(MINBAR_COLLECTOR " " + command + " --data " + path("collector") + " " + more + " 2>&1");
  }
  void serve(const std::string& at) {
    serving_.emplace(std::vector<std::string>{MINBAR_COLLECTOR, "serve", "--data", path("collector"), "--listen", at});
    const auto listening = serving_->line();
    url_ = listening.substr(listening.find("http://"));
  }
  void stop() {
    serving_->kill();
    serving_.reset();
  }
  void serve_again() { serve(url_.substr(url_.find("//") + 2)); }
  [[nodiscard]] std::string code(const std::string& arguments) const {
    return word_after(run("admin " + arguments + " --content " MINBAR_CONTENT_FOLDER, "").text, "code:");
  }
  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  test::TemporaryFolder folder_;
  std::optional<test::Program> serving_;
  std::string url_;
};

// One machine: minbar-kiosk and minbar-sync.
class Hall {
 public:
  Hall(const Centre& centre, std::string name) : centre_(centre), name_(std::move(name)) {
    play("expect not_enrolled.title\n");
    REQUIRE(sync("enrol " + centre.url() + " " + centre.code("enrol-code --place 09.001.01.01 --label " + name_)));
    play("tap enrolled.same\n");
  }
  [[nodiscard]] std::string path(const std::string& name) const { return centre_.path(name_ + "-" + name); }
  void play(const std::string& lines) const {
    std::ofstream(path("script")) << lines;
    const auto played = test::said_by(MINBAR_KIOSK " --offscreen --size 480x800 --ppi 60 --receipts-fd 9 --data " +
                                      path("shared") + " --keys " + path("keys") + " --script " + path("script") +
                                      " 9>>" + centre_.path("kept") + " 2>&1");
    INFO(played.text);
    REQUIRE(played.well);
  }
  void propose() const {
    play(
        "language fr\ntap menu.propose\ntap theme.youth\nkeys a\ntap nav.next\n"
        "tap propose.review.send\nexpect receipt.title\ntap receipt.done\n");
  }
  [[nodiscard]] bool sync(const std::string& arguments) const {
    return test::said_by(MINBAR_SYNC " --data " + path("shared") + " --keys " + path("agent") + " " + arguments +
                         " 2>&1")
        .well;
  }
  [[nodiscard]] std::string fingerprint() const {
    return word_after(
        test::said_by(MINBAR_KIOSK " trust --data " + path("shared") + " --keys " + path("keys") + " 2>&1").text,
        "pinned:");
  }
  [[nodiscard]] test::Said trust(const std::string& fingerprint) const {
    return test::said_by(MINBAR_KIOSK " trust --data " + path("shared") + " --keys " + path("keys") + " --accept " +
                         fingerprint + " 2>&1");
  }
  [[nodiscard]] std::string device() const {
    return word_after(
        test::said_by(MINBAR_SYNC " --data " + path("shared") + " --keys " + path("agent") + " status 2>/dev/null")
            .text,
        "Device:");
  }

 private:
  const Centre& centre_;
  std::string name_;
};

}  // namespace

TEST_CASE("the centres keys are exchanged with a sheet of paper and every record is there in the end") {
  Centre centre;
  const Hall old(centre, "old");  // enrolled before there was a root key
  old.propose();
  REQUIRE(old.sync("once"));

  CHECK(centre.run("root-key new", "").text.find("serves") != std::string::npos);  // not beside who serves
  centre.stop();
  CHECK(centre.run("succeed", "").text.find("root-key new") != std::string::npos);
  const auto sheet = centre.run("root-key new", "").text;
  REQUIRE(sheet.find("MINBAR ROOT KEY") != std::string::npos);
  std::ofstream(centre.path("sheet")) << sheet;
  CHECK_FALSE(centre.run("root-key new", "").well);
  centre.serve_again();

  const Hall hall(centre, "new");
  CHECK(hall.fingerprint() == word_after(sheet, "Fingerprint:"));
  hall.propose();
  REQUIRE(hall.sync("once"));
  hall.propose();  // waits, sealed to a key that is a former one soon
  old.propose();

  centre.stop();
  std::ofstream(centre.path("typed")) << "1: AAAA BBBB CCCC DDDD\n";
  CHECK_FALSE(centre.run("succeed", "< " + centre.path("typed")).well);
  const auto done = centre.run("succeed", "< " + centre.path("sheet"));
  INFO(done.text);
  REQUIRE(done.well);
  CHECK(done.text.find("succession: 1\n") != std::string::npos);
  const auto fingerprint = word_after(done.text, "fingerprint:");
  centre.serve_again();

  CHECK(centre.run("doctor", "").text.find("1 kiosks follow succession 0 of 1 and have the root key") !=
        std::string::npos);
  REQUIRE(hall.sync("once"));
  hall.propose();
  CHECK(hall.fingerprint() == fingerprint);
  REQUIRE(hall.sync("once"));
  REQUIRE(old.sync("once"));  // by the first keys
  const auto says = centre.run("doctor", "").text;
  INFO(says);
  CHECK(says.find("1 kiosks follow succession 0 of 1 and have no root key") != std::string::npos);
  CHECK(says.find("and have the root key") == std::string::npos);

  REQUIRE(old.sync("re-enrol " + centre.url() + " " + centre.code("kiosk-code --device " + old.device())));
  old.propose();
  REQUIRE(old.trust(fingerprint).well);
  old.propose();
  REQUIRE(old.sync("once"));
  CHECK(centre.run("doctor", "").text.find("All kiosks follow succession 1.") != std::string::npos);

  std::ifstream file(centre.path("kept"));
  std::set<std::string> kept;
  std::set<std::string> there;
  for (std::string id; std::getline(file, id);) CHECK(kept.insert(id).second);
  REQUIRE(kept.size() == 7);
  const auto storage = taken(collector::Storage::open(collector::database_file(centre.path("collector"))));
  for (const auto& row :
       taken(storage->read([](db::Database& database) { return database.query("SELECT record FROM proposals"); })))
    CHECK(there.insert(to_hex(row.id<RecordId>(0).view())).second);
  CHECK(there == kept);
  CHECK(taken(storage->read([](db::Database& database) {
          return database.query_one("SELECT count(*) FROM set_aside");
        }))->integer(0) == 0);
}
