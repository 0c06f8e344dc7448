// The real programs: a person publishes a pack at a collector that serves, an agent fetches it and is killed on the way
// again and again, and a kiosk that runs shows its word, without a start and not in the middle of a session.
#include <poll.h>
#include <sys/stat.h>

#include <fstream>
#include <optional>

#include <catch2/catch.hpp>

#include "sync/base/clock.h"
#include "sync/base/file.h"
#include "tests/end_to_end/program.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temporary_folder.h"

namespace minbar {

namespace {

constexpr std::size_t most_bytes = 16 * 1024 * 1024;

class Town {
 public:
  Town() {
    collector_.emplace(words({MINBAR_COLLECTOR, "serve", "--data", path("collector"), "--listen", "127.0.0.1:0"}));
    const auto listening = collector_->line();
    url_ = listening.substr(listening.find("http://"));
    REQUIRE(::mkdir(path("keys").c_str(), 0700) == 0);
    std::ofstream(path("first.script")) << "expect not_enrolled.title\n";
    REQUIRE(kiosk("first.script")->end() == 0);
    test::Program code(words({MINBAR_COLLECTOR, "admin", "enrol-code", "--data", path("collector"), "--place",
                              "09.001.01.01", "--label", "hall"}));
    const auto text = code.line();
    REQUIRE(code.end() == 0);
    REQUIRE(agent({"enrol", url_, text.substr(text.find(' ') + 1)})->end() == 0);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] std::unique_ptr<test::Program> kiosk(const std::string& script) const {
    return std::make_unique<test::Program>(
        words({MINBAR_KIOSK, "--offscreen", "--size", "480x800", "--ppi", "60", "--data", path("shared"), "--keys",
               path("keys"), "--script", path(script)}));
  }
  [[nodiscard]] std::unique_ptr<test::Program> agent(const std::vector<std::string>& arguments) const {
    auto command = words({MINBAR_SYNC, "--data", path("shared"), "--keys", path("agent")});
    command.insert(command.end(), arguments.begin(), arguments.end());
    return std::make_unique<test::Program>(command);
  }
  // `content …`; its exit status, and its first line.
  [[nodiscard]] std::pair<int, std::string> content(const std::vector<std::string>& arguments) const {
    auto command = words({MINBAR_COLLECTOR, "content"});
    command.insert(command.end(), arguments.begin(), arguments.end());
    test::Program program(command);
    auto first = program.line();
    return {program.end(), first};
  }
  // The real pack as a folder, with another Arabic title while the kiosk waits, and several pieces large.
  void write_pack(const std::string& name) const {
    std::filesystem::copy(MINBAR_CONTENT_FOLDER, path(name), std::filesystem::copy_options::recursive);
    const auto file = path(name) + "/words/ar.json";
    auto text = read_file(file, most_bytes).value();
    const std::string old = "الكلمة لكم";
    text.replace(text.find(old), old.size(), title);
    std::ofstream(file) << text;
    std::ofstream(path(name) + "/commitments.json", std::ios::app) << std::string(3'000'000, ' ');
  }
  static constexpr std::string_view title = "الكلمة كلها لكم";

 private:
  static std::vector<std::string> words(std::initializer_list<std::string> command) { return command; }

  test::TemporaryFolder folder_;
  std::optional<test::Program> collector_;
  std::string url_;
};

}  // namespace

TEST_CASE("a word that is published reaches a kiosk that runs though its agent is killed on the way") {
  const Town town;
  town.write_pack("pack");
  std::ofstream(town.path("live.script"))
      << "tap enrolled.same\nlanguage fr\nprint menu.title\ntap nav.start_again\nawait attract.title " << Town::title
      << "\nprint attract.title\nlanguage fr\nexpect menu.title\n";
  const auto kiosk = town.kiosk("live.script");
  CHECK(kiosk->line() == "Bienvenue");
  const auto published = town.content({"publish", "--data", town.path("collector"), town.path("pack")});
  CHECK(published == std::pair{0, std::string("pack: 2")});
  test::SeededRandom random(20'261'125);
  for (int round = 0; round < 12; ++round) {
    const auto agent = town.agent({"once"});
    pollfd nothing{-1, 0, 0};
    ::poll(&nothing, 0, static_cast<int>(random.below(250)));  // as far as it comes
    agent->kill();
  }
  // what a killed agent left is being answered still, and another request of its kiosk is told to come later
  constexpr int come_later = 75;
  int status = come_later;
  for (int tries = 0; tries < 200 && status == come_later; ++tries) status = town.agent({"once"})->end();
  CHECK(status == 0);
  CHECK(kiosk->line() == Town::title);
  CHECK(kiosk->end() == 0);
  CHECK(town.agent({"once"})->end() == 0);  // carries the heartbeat that names the pack
  const auto listed = town.content({"list", "--data", town.path("collector")});
  CHECK_THAT(listed.second,
             Catch::Matchers::StartsWith("pack 2: everywhere;") && Catch::Matchers::EndsWith("in use at 1 kiosk"));
}

TEST_CASE("a draft of a pack gives the same pack back and a broken one is refused by name") {
  const Town town;
  const auto draft = [&](const std::string& command, const std::string& to) {
    const auto line = std::string(MINBAR_COLLECTOR) + " content " + command + " > " + town.path(to);
    return std::system(line.c_str());  // NOLINT(cert-env33-c): paths of this test's own folder
  };
  const auto text = [&](const std::string& name) { return read_file(town.path(name), most_bytes).value(); };
  REQUIRE(draft("export " MINBAR_CONTENT_FOLDER, "draft") == 0);
  REQUIRE(town.content({"publish", "--data", town.path("collector"), town.path("draft"), "--place", "09"}).first == 0);
  REQUIRE(draft("show --data " + town.path("collector") + " 2", "again") == 0);
  CHECK(text("again") == text("draft"));
  REQUIRE(draft("show --data " + town.path("collector") + " 2 --to " + town.path("folder"), "nothing") == 0);
  CHECK(text("folder/words/ar.json") == read_file(MINBAR_CONTENT_FOLDER "/words/ar.json", most_bytes).value());
  CHECK(draft("show --data " + town.path("collector") + " 3", "nothing") != 0);
  std::ofstream(town.path("folder") + "/themes.json") << "{";
  CHECK(draft("publish --data " + town.path("collector") + " " + town.path("folder") + " 2> " + town.path("why"),
              "nothing") != 0);
  CHECK_THAT(text("why"), Catch::Matchers::StartsWith("minbar-collector content: themes.json:"));
}

}  // namespace minbar
