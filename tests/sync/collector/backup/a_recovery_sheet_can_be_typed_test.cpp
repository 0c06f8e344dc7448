#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "sync/collector/backup/recovery_sheet.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using Catch::Matchers::Contains;

namespace {

std::string sheet_of(const seal::BackupSecret& secret) {
  return collector::recovery_sheet(
      secret, {.collector = {{1}}, .fingerprint = "ABCD-EFGH-JKMN-PQRS", .made_at_ms = 1'790'000'000'000});
}
// The four lines, "1: ABCD EFGH JKMN PQRS".
std::vector<std::string> lines_of(const std::string& sheet) {
  std::vector<std::string> out;
  std::istringstream in(sheet);
  for (std::string line; std::getline(in, line);) {
    const auto begin = line.find_first_not_of(' ');
    if (begin != std::string::npos && line.size() > begin + 1 && line[begin + 1] == ':' && line[begin] >= '1' &&
        line[begin] <= '4')
      out.push_back(line.substr(begin));
  }
  REQUIRE(out.size() == 4);
  return out;
}
std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) out += line + "\n";
  return out;
}

}  // namespace

TEST_CASE("a recovery sheet gives its secret back from its whole text or from four lines as somebody types them") {
  test::SeededRandom random(15);
  for (int round = 0; round < 50; ++round) {
    const auto secret = seal::BackupSecret::make(random);
    const auto sheet = sheet_of(secret);
    CHECK(collector::secret_in(sheet).value().key().id() == secret.key().id());
    auto lines = lines_of(sheet);
    std::swap(lines[0], lines[3]);  // their numbers tell
    CHECK(collector::secret_in(joined(lines)).value().key().id() == secret.key().id());
    std::swap(lines[0], lines[3]);
    for (auto& line : lines) {
      line = line.substr(3);
      std::erase(line, ' ');
      std::transform(line.begin(), line.end(), line.begin(), [](char c) {
        if (c == '0') return 'o';
        if (c == '1') return 'l';
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      });
    }
    CHECK(collector::secret_in(joined(lines)).value().key().id() == secret.key().id());
  }
}

TEST_CASE("a mistake in a line of a recovery sheet is told with the number of the line") {
  test::SeededRandom random(16);
  const auto lines = lines_of(sheet_of(seal::BackupSecret::make(random)));
  for (std::size_t at = 0; at < 4; ++at) {
    for (std::size_t place = 3; place < lines[at].size(); ++place) {
      if (lines[at][place] == ' ') continue;
      auto wrong = lines;
      wrong[at][place] = wrong[at][place] == '7' ? '8' : '7';
      const auto read = collector::secret_in(joined(wrong));
      REQUIRE_FALSE(read.has_value());
      CHECK_THAT(read.error().context,
                 Contains("line " + std::to_string(at + 1) + " of the recovery sheet is mistyped"));
    }
    auto missing = lines;
    missing.erase(missing.begin() + static_cast<std::ptrdiff_t>(at));
    CHECK_THAT(collector::secret_in(joined(missing)).error().context,
               Contains("line " + std::to_string(at + 1) + " of the recovery sheet is missing"));
  }
  auto swapped = lines;
  std::swap(swapped[1], swapped[2]);
  for (auto& line : swapped) line = line.substr(3);
  CHECK_FALSE(collector::secret_in(joined(swapped)).has_value());
}
