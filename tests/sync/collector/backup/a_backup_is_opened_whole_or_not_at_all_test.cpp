#include "tests/sync/collector/backup/backed_up.h"

#include "sync/base/hex.h"
#include "sync/collector/backup/unpack.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using Catch::Matchers::Contains;
using test::BackedUp;

namespace {

Result<collector::Unpacked> prove(const std::filesystem::path& file, const seal::BackupSecret& secret) {
  return collector::prove(file, secret, std::filesystem::temp_directory_path());
}
std::int64_t rows(const collector::BackupAbout& about, const std::string& table) {
  for (const auto& each : about.tables)
    if (each.name == table) return each.rows;
  return -1;
}

}  // namespace

TEST_CASE("a backup is proved with the recovery sheet and tells what it holds") {
  BackedUp town;
  town.kiosk.say_times(3);
  (void)town.kiosk.exchange();
  const auto made = town.back_up();
  const auto proved = prove(made.file, town.secret);
  if (!proved) FAIL(proved.error().context);
  CHECK(proved->head == made.head);
  CHECK(rows(proved->about, "envelopes") == 3);
  CHECK(rows(proved->about, "devices") == 1);
  REQUIRE(proved->chains.size() == 1);
  CHECK(proved->chains[0].sequence == 3);
  CHECK(proved->chains[0].header == town.kiosk.headers.at(3));
  CHECK(proved->keys.size() == 3);  // opening, signing, and the backup key
}

TEST_CASE("a byte changed anywhere in a backup is refused") {
  BackedUp town;
  town.kiosk.say_times(2);
  (void)town.kiosk.exchange();
  const auto made = town.back_up();
  const auto good = test::bytes_in(made.file);
  const auto other = town.disk.path() / "changed";
  test::SeededRandom random(15);
  const auto refused = [&](const std::string& bytes) {
    test::write_bytes(other, bytes);
    const auto proved = prove(other, town.secret);
    CHECK_FALSE(proved.has_value());
  };
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < collector::backup_head_bytes + 8; ++at) places.push_back(at);
  for (int i = 0; i < 100; ++i) places.push_back(random.below(good.size()));
  for (std::size_t at = good.size() - 30; at < good.size(); ++at) places.push_back(at);
  for (const auto at : places) {
    INFO("byte " << at << " of " << good.size());
    auto bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1U << random.below(8)));
    refused(bad);
  }
  for (int i = 0; i < 60; ++i) refused(good.substr(0, random.below(good.size())));
  refused(good.substr(0, good.size() - 1));
  refused(good + "x");
  refused("");
  test::write_bytes(other, good);
  CHECK(prove(other, town.secret).has_value());
}

TEST_CASE("another sheet opens no backup and says which key each is of") {
  BackedUp town;
  const auto made = town.back_up();
  const auto other = seal::BackupSecret::make(town.collector.random);
  CHECK(prove(made.file, other).error().code == Errc::denied);
  const auto files = collector::backups_of_sheet(town.disk.path(), other);
  REQUIRE_FALSE(files.has_value());
  CHECK_THAT(files.error().context,
             Contains(to_hex(other.key().id().view())) && Contains(to_hex(town.secret.key().id().view())));
}

TEST_CASE("after a new backup key earlier backups open with the earlier sheet and later ones with the later") {
  BackedUp town;
  const auto before = town.back_up();
  town.next_day();
  const auto later = seal::BackupSecret::make(town.collector.random);
  REQUIRE(collector::keep_backup_key(town.data(), town.id(), later.key()));
  const auto after = town.back_up();
  CHECK(after.head.number == before.head.number + 1);
  CHECK(prove(before.file, town.secret).has_value());
  CHECK_FALSE(prove(before.file, later).has_value());
  CHECK(prove(after.file, later).has_value());
  CHECK(collector::backups_of_sheet(town.disk.path(), town.secret).value().size() == 1);
}

TEST_CASE("neither a word nor a key stands in a backup") {
  BackedUp town;
  town.kiosk.say("a-needle-of-words");
  (void)town.kiosk.exchange();
  const auto made = town.back_up();
  const auto all = test::bytes_in(made.file);
  for (const auto* word : {"a-needle-of-words", "minbar", "SQLite", "opening", "CREATE", "Town hall"})
    CHECK(all.find(word) == std::string::npos);
  for (const auto* file : {"opening.key", "signing.key", "backup.key"}) {
    auto line = test::bytes_in(town.data() / "keys" / file);
    line.pop_back();
    const auto digits = line.substr(line.size() - 64);
    CHECK(all.find(digits) == std::string::npos);
    CHECK(all.find(std::string(text_of(*from_hex(digits)))) == std::string::npos);
  }
  // and a plain copy beside it would have: the needle is there to be found
  CHECK(test::bytes_in(town.collector.copy_database()).find("a-needle-of-words") != std::string::npos);
}
