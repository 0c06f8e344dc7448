// Numbers of answers and packs, whatever backup is put back. An older backup is a plain copy of the database of that
// day.
#include <catch2/catch.hpp>

#include <fstream>

#include "sync/base/limits.h"
#include "sync/collector/features/proposals/newest_answer.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/numbers.h"
#include "tests/sync/collector/published_pack.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;
using Catch::Matchers::Contains;
using collector::NumberMarks;

namespace {

namespace fs = std::filesystem;

struct NumberedTown {
  test::SignedInTown town{"en"};
  test::TestCollector& collector = town.collector;
  RecordId record;

  NumberedTown() { record = say(); }
  RecordId say() {
    const auto said = town.kiosk.proposal("a bench");
    const seal::ReceiptKeys keys{.lookup = {collector.random.array<16>()}, .reply_key = {collector.random.array<32>()}};
    town.kiosk.send(*collector, {seal::bytes_of_envelope(town.kiosk.seal_submission(said, keys))});
    return said.id;
  }
  Result<std::int64_t> give() {
    const auto seen = collector->storage().read([&](db::Database& database) {
      return database.query_one("SELECT coalesce(max(sequence), 0) FROM answers WHERE record = $1", {record});
    });
    return collector->give_answer({.record = record,
                                   .answer = {.state = AnswerState::accepted,
                                              .text = "oui",
                                              .language = Language::fr,
                                              .answered_at_s = collector.clock.wall_ms() / 1000},
                                   .by = {.account = collector.count("SELECT id FROM accounts")},
                                   .seen = seen.value()->integer(0)});
  }
  [[nodiscard]] fs::path data() const { return collector.options().data; }
  [[nodiscard]] fs::path marks() const { return collector::marks_file(data()); }
  [[nodiscard]] NumberMarks kept() const { return collector::read_number_marks(marks()).value().value(); }
  [[nodiscard]] fs::path backup() {
    const auto to = data() / "yesterday.db";
    REQUIRE(collector->storage().backup_to(to));
    return to;
  }
  void restore(const fs::path& backup) {
    collector.restart([&] {
      for (const auto* beside : {"", "-wal", "-shm"}) fs::remove(collector::database_file(data()).string() + beside);
      fs::copy_file(backup, collector::database_file(data()));
    });
  }
  void note(std::int64_t sequence) {
    REQUIRE(collector->storage().write([&](db::Database& database) {
      return collector::note_newest_answer(
          database, {.device = town.kiosk.pinned().device, .sequence = sequence, .at_ms = collector.clock.wall_ms()});
    }));
  }
};

}  // namespace

TEST_CASE("a mark above each number is on the disk before the number is given") {
  NumberedTown town;
  const auto first = town.give().value();
  CHECK(town.kept().answer == first + limits::numbers_reserved - 1);
  CHECK(town.give().value() == first + 1);
  CHECK(town.kept().answer == first + limits::numbers_reserved - 1);  // one flush of the disk for many
  CHECK(town.collector.count("SELECT last FROM numbers WHERE kind = 'answer'") == first + 1);
}

TEST_CASE("an answer whose number cannot be marked is not given") {
  NumberedTown town;
  fs::create_directory(town.marks().string() + ".part");  // where the next mark is written
  CHECK_FALSE(town.give().has_value());
  CHECK(town.collector.count("SELECT count(*) FROM answers") == 0);
  fs::remove(town.marks().string() + ".part");
  CHECK(town.give().has_value());
}

TEST_CASE("after an older backup was put back answers get numbers above all that were given") {
  NumberedTown town;
  REQUIRE(town.give().has_value());
  const auto backup = town.backup();
  std::int64_t last = 0;
  for (int i = 0; i < 5; ++i) last = town.give().value();
  town.restore(backup);
  REQUIRE(town.collector.count("SELECT count(*) FROM answers") == 1);
  const auto next = town.give().value();
  CHECK(next > last);
  CHECK(town.give().value() == next + 1);
}

TEST_CASE("after an older backup was put back a pack gets a number above all that were published") {
  NumberedTown town;
  const auto backup = town.backup();
  const auto lost = test::publish(town.collector, {.files = test::files_that_say("Un")}).value().version;
  town.restore(backup);
  CHECK(test::publish(town.collector, {.files = test::files_that_say("Deux")}).value().version == lost + 1);
}

TEST_CASE("a mark that is missing or damaged is made anew far above what may have been given") {
  NumberedTown town;
  const auto before = town.give().value();
  const bool missing = GENERATE(false, true);
  town.collector.restart([&] {
    if (missing)
      fs::remove(town.marks());
    else
      std::ofstream(town.marks(), std::ios::in | std::ios::ate).seekp(25) << "9";
  });
  CHECK(town.kept().skipped == 1);
  CHECK(town.give().value() == before + limits::answers_skipped + 1);
}

TEST_CASE("a database from before marks were kept goes on with its next number") {
  NumberedTown town;
  const auto before = town.give().value();
  REQUIRE(town.collector->storage().write(
      [](db::Database& database) { return database.execute("UPDATE numbers SET marked = 0"); }));
  town.collector.restart([&] { fs::remove(town.marks()); });
  CHECK(town.kept() == NumberMarks{.answer = before});
  CHECK(town.give().value() == before + 1);
}

TEST_CASE("a kiosk that holds an answer which is not here raises the numbers and is shown") {
  NumberedTown town;
  const auto given = town.give().value();
  const auto held = given + 5'000;
  town.note(0);
  town.note(given);
  CHECK(town.collector.count("SELECT count(*) FROM newer_answers") == 0);
  town.note(held);
  CHECK(town.collector.count("SELECT count(*) FROM newer_answers") == 1);
  CHECK_THAT(town.town.browser.get("/kiosks").body, Contains("This kiosk holds an answer newer than any here"));
  const auto next = town.give().value();
  CHECK(next == held + 1);
  CHECK(town.kept().answer >= next);
  town.note(held);  // still: there is no such answer here
  CHECK(town.collector.count("SELECT count(*) FROM newer_answers") == 1);
  town.note(next);
  CHECK(town.collector.count("SELECT count(*) FROM newer_answers") == 0);
}

TEST_CASE("a kiosk in strange hands burns no more numbers than a few years have") {
  NumberedTown town;
  const auto given = town.give().value();
  for (int i = 1; i <= 10; ++i) town.note(given + i * limits::answers_ahead);
  town.note(INT64_MAX);
  const auto next = town.give().value();
  CHECK(next <= given + limits::answers_ahead + 1);
  CHECK(next > given);
}
