#include <catch2/catch.hpp>

#include <set>
#include <vector>

#include "sync/collector/backup/backup_folder.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using collector::BackupFile;
using collector::KeepRule;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t monday_ms = 1'798'416'000'000;  // 2026-12-28T00:00:00Z

BackupFile backup_of(std::int64_t number, std::int64_t at_ms) {
  BackupFile file;
  file.head.number = number;
  file.head.made_at_ms = at_ms;
  return file;
}
// What is left when each night's backup throws out what has had its time.
std::vector<BackupFile> live(int days, const KeepRule& rule) {
  std::vector<BackupFile> left;
  for (int day = 0; day < days; ++day) {
    left.push_back(backup_of(day + 1, monday_ms + day * day_ms));
    for (const auto& old : collector::superfluous(left, rule, day + 1))
      std::erase_if(left, [&](const BackupFile& f) { return f.head.number == old.head.number; });
  }
  return left;
}

}  // namespace

TEST_CASE("of two years of nights seven days and four weeks and twelve months are left") {
  const auto left = live(730, {.days = 7, .weeks = 4, .months = 12});
  std::set<std::int64_t> numbers;
  for (const auto& file : left) numbers.insert(file.head.number);
  for (std::int64_t nth = 724; nth <= 730; ++nth) CHECK(numbers.contains(nth));
  CHECK(left.size() >= 7 + 2 + 10);
  CHECK(left.size() <= 7 + 4 + 12);
  CHECK(730 - *numbers.begin() >= 330);  // the twelfth month back
}

TEST_CASE("the newest verified backup and any after it stay whatever the clock and the rule say") {
  test::SeededRandom random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<BackupFile> own;
    for (int number = 1; number <= 30; ++number)
      own.push_back(backup_of(number, static_cast<std::int64_t>(random.below(4'102'444'800'000))));
    const auto newest = static_cast<std::int64_t>(1 + random.below(30));
    for (const auto& old : collector::superfluous(own, {.days = 1, .weeks = 0, .months = 0}, newest))
      CHECK(old.head.number < newest);
  }
  CHECK(live(30, {.days = 1, .weeks = 0, .months = 0}).size() == 1);
}

TEST_CASE("what is kept is written as days and weeks and months and anything else is refused") {
  CHECK(collector::keep_rule_from("7d,4w,12m") == KeepRule{});
  CHECK(collector::keep_rule_from("2m") == KeepRule{.days = 0, .weeks = 0, .months = 2});
  for (const auto* wrong : {"", "7", "d", "7d,", "7x", "-1d", "0d", "7d 4w", "99999d"}) {
    INFO(wrong);
    const auto rule = collector::keep_rule_from(wrong);
    CHECK((!rule || std::string_view(wrong) == "7d,"));
  }
}

TEST_CASE("a backup's name tells whose it is and its number and its time") {
  CHECK(collector::backup_file_name({.collector = {{0x1a, 0x2b, 0x3c, 0x4d}},
                                     .key = {},
                                     .number = 42,
                                     .made_at_ms = monday_ms + 8 * 3'600'000 + 15 * 60'000}) ==
        "minbar-1a2b3c4d-000042-2026-12-28T08-15-00Z.backup");
}
