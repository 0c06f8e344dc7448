// The data folder of a collector whose keys were exchanged: read, killed in the midst of it, backed up and put back.
#include <catch2/catch.hpp>

#include <fstream>

#include "sync/base/file.h"
#include "sync/collector/storage/home.h"
#include "tests/sync/collector/backup/backed_up.h"
#include "tests/sync/succession/centre.h"

using namespace minbar;
using test::taken;

namespace {

namespace fs = std::filesystem;

void exchange_at(const test::TestCollector& collector, const seal::RootKey& root, test::TestCollector& at) {
  at.restart([&] {
    auto home = taken(collector::open_home(collector.options().data, collector::WhenNew::refuse, at.clock, at.random));
    home.keys.root = root.public_key();
    REQUIRE(collector::keep_root_key(collector.options().data, root.public_key()));
    REQUIRE(collector::add_succession(collector.options().data, home.keys, home.id, root, {}, at.clock, at.random));
  });
}

}  // namespace

TEST_CASE("keys are exchanged one or both and the former ones stay") {
  test::Centre centre;
  centre.get_root_key();
  const auto first = centre.keys();
  centre.exchange({.signing = true, .opening = false});
  const auto second = centre.keys();
  CHECK(second.signing.number() == 1);
  CHECK(second.signing.newest().public_key() != first.signing.newest().public_key());
  CHECK(second.opening.sealing_key() == first.opening.sealing_key());
  centre.exchange({.signing = false, .opening = true});
  const auto third = centre.keys();
  CHECK(third.signing.number() == 2);
  CHECK(third.signing.of(2) == third.signing.of(1));
  CHECK(third.opening.sealing_key() != first.opening.sealing_key());
  CHECK(third.opening.first().sealing_key() == first.opening.sealing_key());
  CHECK(third.signing.first().public_key() == first.signing.first().public_key());
  CHECK(third.signing.of(3) == nullptr);
}

TEST_CASE("only the collectors own root key exchanges its keys") {
  test::Centre centre;
  CHECK(centre.try_to_exchange(centre.root).error().code == Errc::denied);
  centre.get_root_key();
  CHECK(centre.try_to_exchange(seal::RootKey::make(centre.collector.random)).error().code == Errc::denied);
  CHECK(centre.try_to_exchange(centre.root, {.signing = false, .opening = false}).error().code == Errc::bad_input);
  CHECK(centre.keys().signing.number() == 0);
}

TEST_CASE("an exchange that was killed before its statement has not begun and the next is whole") {
  test::Centre centre;
  centre.get_root_key();
  REQUIRE(write_file(centre.data() / "keys" / "succession-01.begun", bytes_of("begun"), 0600));
  REQUIRE(seal::SigningKey::make(centre.collector.random).save(centre.data() / "keys" / "signing-01.key"));
  CHECK(centre.keys().signing.number() == 0);
  if (GENERATE(false, true))
    REQUIRE(seal::OpeningKey::make(centre.collector.random).save(centre.data() / "keys" / "opening-01.key"));
  centre.exchange({.signing = true, .opening = false});
  CHECK(centre.keys().signing.number() == 1);
  CHECK_FALSE(fs::exists(centre.data() / "keys" / "opening-01.key"));
}

TEST_CASE("a part of a succession that is lost or of another is told and nothing is made in its place") {
  test::Centre centre;
  centre.get_root_key();
  centre.exchange();
  centre.exchange();
  const auto keys = centre.data() / "keys";
  const std::string file =
      GENERATE("signing-01.key", "opening-02.key", "succession-01.statement", "succession-02.statement", "root.pub");
  fs::rename(keys / file, keys / "elsewhere");
  const auto lost = collector::load_keys(centre.data(), centre.collector.random);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().code == Errc::not_found);
  CHECK(lost.error().context.find(file) != std::string::npos);
  CHECK_FALSE(fs::exists(keys / file));
  if (file == "root.pub") return;
  const auto other = file.substr(0, file.find('-')) + (file.find("01") != std::string::npos ? "-02" : "-01") +
                     fs::path(file).extension().string();
  fs::copy_file(keys / other, keys / file);
  CHECK(collector::load_keys(centre.data(), centre.collector.random).error().code == Errc::corrupt);
}

TEST_CASE("a backup has what succeeded the first keys and brings it back beside older ones and on an empty disk") {
  test::BackedUp town;
  const auto root = seal::RootKey::make(town.collector.random);
  exchange_at(town.collector, root, town.collector);
  const auto fingerprint = town.collector->fingerprint();
  town.back_up();
  const bool empty = GENERATE(false, true);
  town.collector.restart([&] {
    const auto files = taken(collector::backups_of_sheet(town.disk.path(), town.secret));
    if (empty) {
      fs::remove_all(town.data());
      REQUIRE(collector::prepare_data_folder(town.data()));
    } else {
      // as if an older backup of the keys had been put back, and an exchange begun there
      for (const auto* file : {"succession-01.statement", "opening-01.key", "root.pub"})
        fs::remove(town.data() / "keys" / file);
      REQUIRE(write_file(town.data() / "keys" / "succession-01.begun", bytes_of("begun"), 0600));
      fs::remove(town.data() / "keys" / "signing-01.key");
      REQUIRE(seal::SigningKey::make(town.collector.random).save(town.data() / "keys" / "signing-01.key"));
    }
    const auto restored = taken(collector::restore(town.data(), files.back(), town.secret, 1));
    CHECK(restored.fingerprint == fingerprint);
  });
  CHECK(town.collector->fingerprint() == fingerprint);
  CHECK(taken(collector::load_keys(town.data(), town.collector.random)).signing.number() == 1);
}

TEST_CASE("a key that is damaged or was made twice under one number stops a restore before anything is changed") {
  test::BackedUp town;
  const auto root = seal::RootKey::make(town.collector.random);
  exchange_at(town.collector, root, town.collector);
  town.back_up();
  town.collector.restart([&] {
    const auto files = taken(collector::backups_of_sheet(town.disk.path(), town.secret));
    const std::string file = GENERATE("signing-01.key", "opening-01.key", "succession-01.statement");
    const auto path = town.data() / "keys" / file;
    const auto before = taken(read_file(path, 1'000));
    REQUIRE(write_file(path, bytes_of("cut"), 0600));
    const auto refused = collector::restore(town.data(), files.back(), town.secret, 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().context.find(file) != std::string::npos);
    for (const auto& entry : fs::directory_iterator(town.data() / "db"))
      CHECK_FALSE(entry.path().filename().string().starts_with("before-restore"));
    fs::remove(path);
    REQUIRE(collector::restore(town.data(), files.back(), town.secret, 1));
    CHECK(taken(read_file(path, 1'000)) == before);
  });
}

TEST_CASE("what a killed exchange left goes into no backup and is brought back by none") {
  test::BackedUp town;
  const auto root = seal::RootKey::make(town.collector.random);
  const auto keys = town.data() / "keys";
  REQUIRE(write_file(keys / "succession-01.begun", bytes_of("begun"), 0600));
  REQUIRE(seal::SigningKey::make(town.collector.random).save(keys / "signing-01.key"));
  town.back_up();
  exchange_at(town.collector, root, town.collector);
  const auto exchanged = taken(collector::load_keys(town.data(), town.collector.random));
  town.collector.restart([&] {
    REQUIRE(collector::restore(town.data(), town.files().front(), town.secret, town.collector.clock.wall_ms()));
  });
  const auto after = taken(collector::load_keys(town.data(), town.collector.random));
  CHECK(after.signing.newest().public_key() == exchanged.signing.newest().public_key());
  CHECK_FALSE(fs::exists(keys / "succession-01.begun"));
}

TEST_CASE("a note of an exchange that came back beside its statement is removed and hides no later loss") {
  test::Centre centre;
  centre.get_root_key();
  centre.exchange();
  const auto keys = centre.data() / "keys";
  REQUIRE(write_file(keys / "succession-01.begun", bytes_of("begun"), 0600));
  CHECK(centre.keys().signing.number() == 1);
  fs::rename(keys / "succession-01.statement", keys / "elsewhere");
  const auto lost = collector::load_keys(centre.data(), centre.collector.random);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().context.find("succession-01.statement") != std::string::npos);
}

TEST_CASE("keys of another collector are told and nobody serves with them") {
  test::Centre centre;
  centre.get_root_key();
  centre.exchange();
  test::TestCollector other;
  for (const auto* file : {"root.pub", "signing-01.key", "opening-01.key", "succession-01.statement"})
    fs::copy_file(centre.data() / "keys" / file, other.options().data / "keys" / file);
  const auto opened = collector::open_home(other.options().data, collector::WhenNew::refuse, other.clock, other.random);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().context.find("another collector") != std::string::npos);
}

TEST_CASE("an older backup of the database stands beside newer keys") {
  test::BackedUp town;
  town.back_up();
  const auto root = seal::RootKey::make(town.collector.random);
  exchange_at(town.collector, root, town.collector);
  const auto fingerprint = town.collector->fingerprint();
  town.collector.restart([&] {
    const auto files = taken(collector::backups_of_sheet(town.disk.path(), town.secret));
    CHECK(taken(collector::restore(town.data(), files.back(), town.secret, 1)).fingerprint == fingerprint);
  });
  CHECK(taken(collector::load_keys(town.data(), town.collector.random)).signing.number() == 1);
}

TEST_CASE("the sheet of the root key gives it back and neither sheet passes for the other") {
  test::SeededRandom random(41);
  const auto key = seal::RootKey::make(random);
  const auto sheet = collector::root_key_sheet(key, {.collector = {}, .fingerprint = "ABCD", .made_at_ms = 1});
  collector::SheetReader reader(collector::SheetKind::root);
  REQUIRE(collector::take_all(reader, sheet));
  CHECK(reader.root_key().public_key() == key.public_key());
  CHECK(collector::secret_in(sheet).error().code == Errc::bad_input);
  const auto recovery =
      collector::recovery_sheet(seal::BackupSecret::make(random), {.collector = {}, .fingerprint = "A"});
  collector::SheetReader wrong(collector::SheetKind::root);
  const auto taken = collector::take_all(wrong, recovery);
  REQUIRE_FALSE(taken);
  CHECK(taken.error().context.find("sheet of the root key") != std::string::npos);
}
