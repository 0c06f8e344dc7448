// The real programs: a collector that lost its disk comes back from a backup and a sheet of paper, and every record
// that its citizens were told is kept is there in the end.
#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "tests/end_to_end/said_by.h"
#include "tests/end_to_end/started.h"
#include "tests/support/other_disk.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using Catch::Matchers::Contains;

namespace {

// One collector that serves, one kiosk and its agent, and another disk.
class Hall {
 public:
  Hall() {
    serve();
    play("expect not_enrolled.title\n");
    const auto issued = run("admin enrol-code --place 09.001.01.01 --label hall --content " MINBAR_CONTENT_FOLDER).text;
    const auto at = issued.find("code: ") + 6;
    REQUIRE(sync("enrol " + url_ + " " + issued.substr(at, issued.find('\n', at) - at)) == 0);
    play("tap enrolled.same\n");
    REQUIRE(run("backup-key new", ">" + path("sheet") + " 2>/dev/null").well);
  }

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] std::filesystem::path data() const { return folder_.path() / "collector"; }
  [[nodiscard]] std::string disk() const { return disk_.path().string(); }
  [[nodiscard]] bool has_another_disk() const { return disk_.is_another(); }

  // At the address that the kiosk knows.
  void serve() {
    const auto listen = url_.empty() ? "127.0.0.1:0" : url_.substr(url_.find("127."));
    serving_.emplace(
        std::vector<std::string>{MINBAR_COLLECTOR, "serve", "--data", data().string(), "--listen", listen});
    serving_->wait_for("listening on http://127.0.0.1:");
    serving_->wait_for("program_started");
    const auto& said = serving_->printed();
    const auto at = said.find("http://127.0.0.1:");
    url_ = said.substr(at, said.find('\n', at) - at);
  }
  void stop() {
    REQUIRE(serving_->end(SIGTERM) == 0);
    serving_.reset();
  }
  // A command of the collector.
  [[nodiscard]] test::Said run(const std::string& arguments, const std::string& more = "2>&1") const {
    return test::said_by(fmt::format("{} {} --data {} {}", MINBAR_COLLECTOR, arguments, data().string(), more));
  }
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
  // minbar-sync; its exit status.
  [[nodiscard]] int sync(const std::string& arguments) const {
    const int status = std::system(
        (MINBAR_SYNC " --data " + path("shared") + " --keys " + path("agent") + " " + arguments + " >/dev/null 2>&1")
            .c_str());  // NOLINT(cert-env33-c): own words
    return WEXITSTATUS(status);
  }
  // Of how many records the kiosk still has the sealed bytes.
  [[nodiscard]] std::int64_t kept_at_the_kiosk() const {
    auto database = db::Database::open(path("shared") + "/kiosk.db", {.create = false}).value();
    return database.query_one("SELECT count(*) FROM outbox WHERE envelope IS NOT NULL").value()->integer(0);
  }
  [[nodiscard]] std::multiset<std::string> at_the_centre() const {
    auto database = db::Database::open(collector::database_file(data()), {.create = false, .read_only = true}).value();
    std::multiset<std::string> out;
    const auto rows = database.query("SELECT record FROM proposals").value();
    for (const auto& row : rows) out.insert(to_hex(row.id<RecordId>(0).view()));
    return out;
  }
  [[nodiscard]] std::multiset<std::string> said() const {
    std::ifstream file(path("kept"));
    std::multiset<std::string> out;
    for (std::string id; std::getline(file, id);) out.insert(id);
    return out;
  }
  // Exchanges and heartbeats, until all is there or it never comes.
  void live_on() const {
    for (int i = 0; i < 6 && at_the_centre() != said(); ++i) {
      play("expect attract.title\n");
      REQUIRE(sync("once") == 0);
    }
  }

 private:
  test::TemporaryFolder folder_;
  test::OtherDisk disk_;
  std::string url_;
  std::optional<test::Started> serving_;
};

std::string fingerprint_in(const std::string& text, const std::string& label) {
  const auto at = text.find(label);
  INFO(text);
  REQUIRE(at != std::string::npos);
  return text.substr(text.find_first_not_of(' ', at + label.size()), 19);
}

}  // namespace

TEST_CASE("a collector that lost its disk comes back from a backup and a sheet of paper and nothing is lost") {
  Hall hall;
  REQUIRE(hall.has_another_disk());
  hall.propose();
  hall.propose();
  REQUIRE(hall.sync("once") == 0);
  CHECK(hall.kept_at_the_kiosk() == 2);  // acknowledged, and on one disk
  const auto made = hall.run("backup --to " + hall.disk());
  INFO(made.text);
  REQUIRE(made.well);
  CHECK_THAT(made.text, Contains("2 records") && Contains("read back and found whole") && Contains("is safe"));
  hall.play("expect attract.title\n");
  REQUIRE(hall.sync("once") == 0);
  CHECK(hall.kept_at_the_kiosk() == 0);
  hall.propose();
  REQUIRE(hall.sync("once") == 0);
  CHECK(hall.kept_at_the_kiosk() == 1);
  REQUIRE(hall.at_the_centre() == hall.said());

  hall.stop();
  std::filesystem::remove_all(hall.data());
  const auto proved =
      test::said_by(fmt::format("{} restore --check {} <{} 2>&1", MINBAR_COLLECTOR, hall.disk(), hall.path("sheet")));
  CHECK(proved.well);
  CHECK_THAT(proved.text, Contains("records: 2\n"));
  const auto restored = hall.run("restore " + hall.disk(), "<" + hall.path("sheet") + " 2>&1");
  INFO(restored.text);
  REQUIRE(restored.well);
  std::ifstream sheet(hall.path("sheet"));
  const std::string paper{std::istreambuf_iterator<char>(sheet), {}};
  CHECK(fingerprint_in(paper, "Fingerprint:") == fingerprint_in(restored.text, "fingerprint:"));
  CHECK(hall.at_the_centre().size() == 2);

  hall.serve();
  hall.live_on();
  CHECK(hall.at_the_centre() == hall.said());
  hall.propose();
  REQUIRE(hall.sync("once") == 0);
  CHECK(hall.at_the_centre() == hall.said());
  CHECK(hall.said().size() == 4);
  CHECK(hall.run("backup --to " + hall.disk()).well);
  CHECK(hall.run("rebuild").well);
  CHECK(hall.at_the_centre() == hall.said());
}

TEST_CASE("an older backup is taken only after it is said what nobody would have any more") {
  Hall hall;
  hall.propose();
  REQUIRE(hall.sync("once") == 0);
  REQUIRE(hall.run("backup --to " + hall.disk()).well);
  const auto first = std::filesystem::directory_iterator(hall.disk())->path();
  std::filesystem::copy_file(first, hall.path("first"));
  hall.propose();
  REQUIRE(hall.sync("once") == 0);
  REQUIRE(hall.run("backup --to " + hall.disk()).well);
  CHECK_FALSE(std::filesystem::exists(first));  // of one day only the newest stays
  std::filesystem::copy_file(hall.path("first"), first);
  const auto busy = hall.run("restore " + hall.disk() + " --at 1 --yes --sheet-file " + hall.path("sheet"));
  CHECK_FALSE(busy.well);
  CHECK_THAT(busy.text, Contains("serves"));
  hall.stop();
  const auto asked =
      hall.run("restore " + hall.disk() + " --at 1 --sheet-file " + hall.path("sheet"), "</dev/null 2>&1");
  CHECK_FALSE(asked.well);
  CHECK_THAT(asked.text, Contains("records 2 to 2 of kiosk") && Contains("nothing was changed"));
  CHECK(hall.at_the_centre().size() == 2);
  for (const auto& entry : std::filesystem::directory_iterator(hall.disk()))
    if (entry.path() != first) std::filesystem::resize_file(entry.path(), entry.file_size() - 1);
  const auto damaged = hall.run("restore " + hall.disk() + " --yes --sheet-file " + hall.path("sheet"));
  CHECK_FALSE(damaged.well);
  CHECK_THAT(damaged.text, Contains("--at"));
  const auto taken = hall.run("restore " + hall.disk() + " --at 1 --yes --sheet-file " + hall.path("sheet"));
  INFO(taken.text);
  CHECK(taken.well);
  CHECK_THAT(taken.text, Contains("What was there lies in"));
  CHECK(hall.at_the_centre().size() == 1);
  hall.serve();
  hall.live_on();
  CHECK(hall.at_the_centre() == hall.said());  // the kiosk had not been told yet, and had it still
}
