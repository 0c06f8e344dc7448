// The real programs at an enrolment: wherever a person may look for the collector's fingerprint, the same one stands.
#include <catch2/catch.hpp>

#include <cstdio>
#include <fstream>

#include "tests/end_to_end/said_by.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using test::said_by;

namespace {

// The first word after `label` in `text`.
std::string after(const std::string& text, const std::string& label) {
  const auto at = text.find(label);
  INFO(text);
  REQUIRE(at != std::string::npos);
  const auto begin = text.find_first_not_of(' ', at + label.size());
  return text.substr(begin, text.find_first_of(" \n\"", begin) - begin);
}

// A program that goes on while the test reads what it prints.
class Running {
 public:
  explicit Running(const std::string& command) : pipe_(::popen(command.c_str(), "r")) { REQUIRE(pipe_ != nullptr); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (pipe_ != nullptr) ::pclose(pipe_);
  }
  std::string line() {
    std::string out;
    for (int letter = 0; (letter = std::fgetc(pipe_)) != EOF && letter != '\n';)
      out.push_back(static_cast<char>(letter));
    return out;
  }
  int end() { return ::pclose(std::exchange(pipe_, nullptr)); }

 private:
  FILE* pipe_;
};

}  // namespace

TEST_CASE("both sides show one fingerprint wherever a person looks for it") {
  test::TestCollector collector;
  const auto url = "http://127.0.0.1:" + std::to_string(collector.serve());
  test::TemporaryFolder folder;
  const auto path = [&](const char* name) { return (folder.path() / name).string(); };
  const auto folders = " --data " + path("shared") + " --keys ";
  const auto expected = collector->fingerprint();
  REQUIRE(expected.size() == 19);

  std::ofstream(path("script")) << "print not_enrolled.title\nawait fingerprint.value " << expected
                                << "\nprint fingerprint.value\ntap enrolled.same\nlanguage en\ntap menu.kiosk\n"
                                   "print fingerprint.value\n";
  Running kiosk(MINBAR_KIOSK " --offscreen --size 1080x1920 --ppi 141" + folders + path("keys") + " --script " +
                path("script") + " 2>/dev/null");
  REQUIRE_FALSE(kiosk.line().empty());  // it runs and waits for its enrolment

  const auto code =
      said_by(MINBAR_COLLECTOR " admin enrol-code --place 09.001.01.01 --label hall --content " MINBAR_CONTENT_FOLDER
                               " --data " +
              collector.options().data.string() + " 2>/dev/null");
  REQUIRE(code.well);
  CHECK(after(code.text, "fingerprint:") == expected);
  const auto agent = MINBAR_SYNC + folders + path("agent") + " ";
  const auto enrolled = said_by("echo " + after(code.text, "code:") + " | " + agent + "enrol " + url + " 2>/dev/null");
  REQUIRE(enrolled.well);
  CHECK(after(enrolled.text, "Fingerprint:") == expected);
  CHECK(after(said_by(agent + "status 2>/dev/null").text, "Fingerprint:") == expected);
  CHECK(after(said_by(agent + "status --json 2>/dev/null").text, "\"fingerprint\":\"") == expected);

  CHECK(kiosk.line() == expected);  // on the screen that waits until somebody has compared
  CHECK(kiosk.line() == expected);  // on the page about the kiosk
  CHECK(kiosk.end() == 0);
  const auto trusted = said_by(MINBAR_KIOSK " trust" + folders + path("keys") + " 2>/dev/null");
  CHECK(trusted.well);
  CHECK(after(trusted.text, "pinned:") == expected);
  CHECK(after(trusted.text, "shared:") == expected);
}
