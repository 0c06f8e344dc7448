// The shared file as a hostile agent leaves it, and then an honest one again: nothing that is said is refused or lost.
#include <catch2/catch.hpp>

#include "tests/sync/carried_pack.h"

using namespace minbar;
using test::taken;

namespace {

struct SpoiltFolder {
  test::EnrolledKiosk kiosk;
  test::Store store = kiosk.open(store::Role::kiosk);
  test::Store agent = kiosk.open(store::Role::agent);

  void spoil(std::string_view sql) const {
    auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
    REQUIRE(database.run_script(sql));
  }
  Result<store::Stored> say(const std::string& text, bool aloud = false) {
    const Bytes ogg(3000, 7);
    const auto spoken = aloud ? std::optional(store::Spoken{.ogg = ogg, .duration_ms = 2000}) : std::nullopt;
    return store.outbox.append(kiosk.proposal(text), {}, kiosk.record_key, spoken);
  }
  void beat() { REQUIRE(store.outbox.record_heartbeat({.program_version = "test"}, kiosk.record_key)); }
  // What an honest agent then delivers.
  std::size_t deliver() {
    const auto request = taken(agent.carrier.make_request({}, "test"));
    REQUIRE(agent.carrier.apply_reply(kiosk.verified(kiosk.answer_to(request))));
    return request.envelopes.size();
  }
};

}  // namespace

TEST_CASE("a row past the end of the chain is in nobody's way") {
  SpoiltFolder folder;
  REQUIRE(folder.say("first"));
  const std::string_view state = GENERATE("0", "1");
  folder.spoil(
      "INSERT INTO outbox (sequence, record_id, header_hash, envelope_hash, envelope, stored_ms, state) SELECT "
      "head_sequence + 1, randomblob(16), randomblob(32), randomblob(32), x'00', 1, " +
      std::string(state) +
      " FROM kiosk; INSERT INTO blob (sequence, hash, size, bytes) SELECT head_sequence + 1, randomblob(32), 1, x'00' "
      "FROM kiosk");
  REQUIRE(folder.say("second", true));
  REQUIRE(folder.say("third"));
  CHECK(folder.deliver() == 3);
  CHECK(taken(folder.store.counts()).waiting == 0);
}

TEST_CASE("no number that was written wrong stops a record or its delivery") {
  SpoiltFolder folder;
  const std::string number = GENERATE("0", "9223372036854775807");
  REQUIRE(folder.say("first", true));
  folder.spoil("UPDATE kiosk SET waiting = " + number + "; UPDATE blobs_waiting SET waiting = " + number);
  REQUIRE(folder.say("second", true));
  folder.spoil("UPDATE kiosk SET waiting = 0; UPDATE blobs_waiting SET waiting = 0");
  CHECK(folder.deliver() == 2);
  CHECK(taken(folder.store.counts()).delivered == 2);
  REQUIRE(folder.say("third"));
  CHECK(taken(folder.agent.carrier.has_news()));
}

TEST_CASE("a heartbeat goes on whatever its number was made") {
  SpoiltFolder folder;
  folder.store.outbox.remember(taken(folder.store.head()), 0);
  folder.beat();
  const auto column = std::string(GENERATE("heartbeat_number", "heartbeat_taken"));
  folder.spoil("UPDATE kiosk SET " + column + " = 9223372036854775807");
  for (int i = 0; i < 2; ++i) {
    folder.beat();
    CHECK(taken(folder.agent.carrier.has_news()));
    const auto request = taken(folder.agent.carrier.make_request({}, "test"));
    REQUIRE(request.heartbeat);
    const auto beat = taken(seal::open_heartbeat(*request.heartbeat, folder.kiosk.record_key.public_key()));
    CHECK(beat.number == static_cast<std::uint64_t>(i) + 2);
    REQUIRE(folder.agent.carrier.apply_reply(folder.kiosk.verified(folder.kiosk.answer_to(request))));
    CHECK_FALSE(taken(folder.agent.carrier.has_news()));
  }
}

TEST_CASE("a row that was deleted ends no program and is there at the next opening") {
  SpoiltFolder folder;
  REQUIRE(folder.say("first", true));
  const std::string table = GENERATE("kiosk", "exchange", "content", "blobs_waiting", "keeping");
  folder.spoil("DELETE FROM " + table);
  static_cast<void>(folder.say("meanwhile"));
  static_cast<void>(folder.store.counts());
  static_cast<void>(folder.store.packs.state());
  static_cast<void>(folder.agent.carrier.make_request({}, "test"));
  static_cast<void>(folder.agent.carrier.has_news());
  static_cast<void>(folder.agent.last_note());
  folder.store = folder.kiosk.open(store::Role::kiosk);
  folder.agent = folder.kiosk.open(store::Role::agent);
  if (table == "kiosk") REQUIRE(folder.store.outbox.publish_record_key(folder.kiosk.record_key.public_key()));
  REQUIRE(folder.say("after it"));
  CHECK(folder.deliver() >= 1);
  CHECK(taken(folder.store.packs.state()).stored.empty());
}

TEST_CASE("what waits is counted anew when the rows that say it were deleted") {
  SpoiltFolder folder;
  REQUIRE(folder.say("first", true));
  const auto request = taken(folder.agent.carrier.make_request({}, "test"));
  auto reply = folder.kiosk.answer_to(request);
  reply.blobs = {{.blob = request.pieces.front().blob, .known = true, .have = 0, .done = true}};
  REQUIRE(folder.agent.carrier.apply_reply(folder.kiosk.verified(reply)));
  REQUIRE(folder.say("second", true));
  folder.spoil("DELETE FROM kiosk; DELETE FROM blobs_waiting");
  const auto counts = taken(folder.kiosk.open(store::Role::kiosk).counts());
  CHECK(counts.waiting == 1);
  CHECK(counts.blobs_waiting == 1);
}

TEST_CASE("a pack on its way whose hash was spoilt ends no program and another is fetched") {
  SpoiltFolder folder;
  const auto frame = test::signed_pack(folder.kiosk, 2, {{"words/ar.json", std::string(1000, 'a')}});
  const auto offer = test::offer_of(2, frame);
  REQUIRE(test::exchange(folder.kiosk, folder.agent, offer, frame).more_content);
  REQUIRE(taken(folder.store.packs.state()).arriving);
  const std::string hash = GENERATE("NULL", "x'00'", "zeroblob(33)");
  folder.spoil("PRAGMA ignore_check_constraints = ON; UPDATE content SET arriving_hash = " + hash);
  CHECK_FALSE(taken(folder.store.packs.state()).arriving);
  REQUIRE(folder.say("meanwhile"));
  test::fetch(folder.kiosk, folder.agent, offer, frame);
  const auto stored = taken(folder.store.packs.state()).stored;
  REQUIRE(stored.size() == 1);
  CHECK(stored.front().version == 2);
}

TEST_CASE("a record key that was spoilt is nobody's and the kiosk can claim its own again") {
  SpoiltFolder folder;
  const std::string key = GENERATE("x'00'", "zeroblob(33)");
  folder.spoil("PRAGMA ignore_check_constraints = ON; UPDATE kiosk SET record_key = " + key);
  CHECK(folder.say("refused").error().code == Errc::denied);
  REQUIRE(folder.store.outbox.claim_record_key(folder.kiosk.record_key.public_key()));
  REQUIRE(folder.say("taken"));
  CHECK(folder.deliver() == 1);
}

TEST_CASE("a second row beside the one there is counts for nothing") {
  SpoiltFolder folder;
  REQUIRE(
      folder.store.outbox.record_heartbeat({.content_version = 3, .program_version = "test"}, folder.kiosk.record_key));
  folder.spoil(
      "PRAGMA ignore_check_constraints = ON; "
      "INSERT INTO kiosk (one, chain_id, head_hash, content_version, heartbeat_number) "
      "VALUES (0, randomblob(16), randomblob(32), 99, 50); "
      "INSERT INTO content (one, note, note_version) VALUES (0, 'altered', 98)");
  const auto state = taken(folder.store.packs.state());
  CHECK(state.in_use == 3);
  CHECK(state.outcome == "none");
  CHECK(state.outcome_version == 0);
  folder.beat();
  const auto request = taken(folder.agent.carrier.make_request({}, "test"));
  CHECK(taken(seal::open_heartbeat(*request.heartbeat, folder.kiosk.record_key.public_key())).number == 2);
}

TEST_CASE("what went into a database that was replaced is not said to be kept") {
  SpoiltFolder folder;
  REQUIRE(folder.say("first"));
  CHECK(folder.store.folder->in_place());
  const auto file = folder.kiosk.shared / "kiosk.db";
  std::filesystem::copy(file, folder.kiosk.shared / "another.db");
  std::filesystem::rename(folder.kiosk.shared / "another.db", file);
  CHECK_FALSE(folder.store.folder->in_place());
  CHECK_FALSE(folder.agent.folder->in_place());
  CHECK(folder.say("second").error().code == Errc::io);
  std::filesystem::remove(file);
  CHECK_FALSE(folder.store.folder->in_place());
}

TEST_CASE("a value that would fill the memory is neither written nor read") {
  test::EnrolledKiosk kiosk;
  auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
  CHECK(database.query_one("SELECT length(zeroblob(16777216))"));
  CHECK(database.query_one("SELECT length(zeroblob(16777217))").error().code == Errc::too_large);
  CHECK(database.run_script("UPDATE enrolment SET place_name_ar = hex(zeroblob(9000000))").error().code ==
        Errc::too_large);
}
