#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/collector/intake/chain_state.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using collector::KioskState;
using test::TestCollector;
using test::TestKiosk;

namespace {
collector::KioskStatus status(TestCollector& collector) {
  return collector::list_kiosks(collector->storage(), collector::Scope::everywhere(), collector.clock.wall_ms())
      .value()
      .at(0);
}
}  // namespace

TEST_CASE("a kiosk is complete up to the heartbeat whose records are all here") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  CHECK(status(collector).state == KioskState::never_heard);
  const auto one = kiosk.say("one"), two = kiosk.say("two"), three = kiosk.say("three");
  const auto made_at = collector.clock.wall_ms();
  const auto reply = kiosk.send(*collector, {one, three}, kiosk.heartbeat(made_at));
  CHECK(reply.heartbeat_taken);
  CHECK(status(collector).state == KioskState::behind);
  CHECK(status(collector).missing == 2);  // the third hangs on the second
  CHECK_FALSE(status(collector).complete_up_to_ms.has_value());
  collector.clock.advance(60'000);
  kiosk.send(*collector, {two});
  CHECK(status(collector).state == KioskState::idle);
  CHECK(status(collector).missing == 0);
  CHECK(status(collector).complete_up_to_ms == made_at);
}

TEST_CASE("an idle kiosk is told from a silent one") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  for (int i = 0; i < 5; ++i) {
    collector.clock.advance(limits::heartbeat_every_ms);
    kiosk.send(*collector, {}, kiosk.heartbeat(collector.clock.wall_ms()));
  }
  CHECK(status(collector).state == KioskState::idle);
  CHECK(status(collector).last_heard_ms == collector.clock.wall_ms());
  CHECK(status(collector).complete_up_to_ms == collector.clock.wall_ms());
  collector.clock.advance(limits::silent_after_ms);
  CHECK(status(collector).state == KioskState::silent);
}

TEST_CASE("an older heartbeat moves nothing") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto old_beat = kiosk.heartbeat(collector.clock.wall_ms());
  kiosk.send(*collector, {kiosk.say("one")}, kiosk.heartbeat(collector.clock.wall_ms()));
  collector.clock.advance(limits::silent_after_ms);
  CHECK(kiosk.send(*collector, {}, old_beat).heartbeat_taken);
  CHECK(status(collector).state == KioskState::silent);
}

TEST_CASE("a kiosk with a clock in the future promises nothing it cannot know") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  kiosk.send(*collector, {}, kiosk.heartbeat(collector.clock.wall_ms() + 365LL * 24 * 60 * 60'000));
  CHECK(status(collector).complete_up_to_ms == collector.clock.wall_ms());
}

TEST_CASE("a place in the chain claimed twice is counted and both records are kept") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto start = kiosk.head();
  kiosk.send(*collector, {kiosk.say("before the disk was restored")});
  CHECK(status(collector).forks == 0);
  kiosk.turn_back_to(start);
  const auto reply = kiosk.send(*collector, {kiosk.say("after it")});
  CHECK(reply.results[0].status == wire::RecordStatus::stored);
  CHECK(status(collector).forks == 1);
  CHECK(collector.count("SELECT count(*) FROM proposals") == 2);
}

TEST_CASE("one header of a chain is found by itself however often its place is claimed") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto plan = [&](std::string_view sql) {
    const Bytes id(16), hash(32);
    const auto rows = collector->storage()
                          .read([&](db::Database& database) {
                            return database.query("EXPLAIN QUERY PLAN " + std::string(sql), {id, id, 1, hash});
                          })
                          .value();
    std::string out;
    for (const auto& row : rows) out += row.text(3) + "\n";
    return out;
  };
  const auto next = plan(collector::next_header_sql), here = plan(collector::header_here_sql);
  INFO(next << here);
  CHECK(next.find("(device=? AND chain=? AND sequence=? AND previous_hash=?)") != std::string::npos);
  CHECK(next.find("TEMP B-TREE") == std::string::npos);
  CHECK(here.find("(header_hash=?)") != std::string::npos);
  // forks are counted as before, though they are looked at no further than the batch brings
  const auto start = kiosk.head();
  std::vector<Bytes> forks;
  for (int i = 0; i < 40; ++i) {
    kiosk.turn_back_to(start);
    forks.push_back(kiosk.say("fork " + std::to_string(i)));
  }
  kiosk.send(*collector, {forks.begin(), forks.begin() + 25});
  CHECK(status(collector).forks == 24);
  kiosk.send(*collector, {forks.begin() + 20, forks.end()}, kiosk.heartbeat(collector.clock.wall_ms()));
  CHECK(status(collector).forks == 39);
  CHECK(status(collector).complete_up_to_ms == collector.clock.wall_ms());
}

TEST_CASE("the header that thousands hung on links them all and completeness comes out the same") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto first = kiosk.say("the first");
  auto link = kiosk.head();
  const auto count = 2 * limits::chain_steps + limits::chain_steps / 2;
  // headers alone, as if they had come: how their bodies are kept is another story
  REQUIRE(collector->storage()
              .write([&](db::Database& database) -> Result<void> {
                for (std::int64_t i = 0; i < count; ++i) {
                  const auto previous = link.hash;
                  link = {.chain = link.chain, .sequence = link.sequence + 1, .hash = {collector.random.array<32>()}};
                  TRY(database.execute(
                      "INSERT INTO envelopes (record, device, chain, sequence, header, header_hash, previous_hash, "
                      "signature, received_at_ms) VALUES ($1, $2, $3, $4, x'01', $5, $6, zeroblob(64), 1)",
                      {ByteView(collector.random.array<16>()), kiosk.pinned().device, link.chain, link.sequence,
                       link.hash, previous}));
                }
                return {};
              })
              .has_value());
  kiosk.turn_back_to(link);
  const auto made_at = collector.clock.wall_ms();
  kiosk.send(*collector, {}, kiosk.heartbeat(made_at));
  CHECK(status(collector).missing == count + 1);
  CHECK_FALSE(status(collector).complete_up_to_ms.has_value());
  collector.clock.advance(60'000);
  kiosk.send(*collector, {first});
  CHECK(status(collector).missing == 0);
  CHECK(status(collector).received == count + 1);
  CHECK(status(collector).complete_up_to_ms == made_at);
}

TEST_CASE("a walk along a chain ends at its bound and goes on from there") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  std::vector<Bytes> said;
  for (int i = 0; i < 10; ++i) said.push_back(kiosk.say("record " + std::to_string(i)));
  kiosk.send(*collector, said);
  const auto walked = [&](std::int64_t steps) {
    return collector->storage()
        .write([&](db::Database& database) {
          return collector::follow_chain(
              database, {.device = kiosk.pinned().device, .chain = kiosk.head().chain, .headers = {}}, steps);
        })
        .value();
  };
  REQUIRE(collector->storage()
              .write([](db::Database& database) { return database.execute("DELETE FROM chains"); })
              .has_value());
  CHECK_FALSE(walked(4));
  CHECK(collector.count("SELECT sequence FROM chains") == 4);
  CHECK_FALSE(walked(6));
  CHECK(collector.count("SELECT sequence FROM chains") == 10);
  CHECK(walked(1));
}

TEST_CASE("records of one batch are linked in any order and around those that were here before") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  std::vector<Bytes> said;
  for (int i = 0; i < 9; ++i) said.push_back(kiosk.say("record " + std::to_string(i)));
  const auto made_at = collector.clock.wall_ms();
  kiosk.send(*collector, {said[2], said[1], said[0]});
  CHECK(collector.count("SELECT sequence FROM chains") == 3);
  kiosk.send(*collector, {said[5]});
  CHECK(collector.count("SELECT sequence FROM chains") == 3);
  kiosk.send(*collector, {said[6], said[4], said[3], said[3]});
  CHECK(collector.count("SELECT sequence FROM chains") == 7);
  kiosk.send(*collector, {said[8], said[7], said[0]}, kiosk.heartbeat(made_at));
  CHECK(status(collector).missing == 0);
  CHECK(status(collector).forks == 0);
  CHECK(status(collector).complete_up_to_ms == made_at);
}

TEST_CASE("of two records of one batch that claim a place the first to arrive is linked") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto start = kiosk.head();
  const auto other = kiosk.say("never linked");
  const auto past_other = kiosk.say("hangs on it");
  kiosk.turn_back_to(start);
  const auto one = kiosk.say("one"), two = kiosk.say("two");
  kiosk.send(*collector, {two, one, other}, kiosk.heartbeat(collector.clock.wall_ms()));
  CHECK(status(collector).missing == 0);
  CHECK(status(collector).forks == 1);
  kiosk.send(*collector, {past_other});
  CHECK(status(collector).forks == 2);
  CHECK(collector.count("SELECT sequence FROM chains") == 2);
  CHECK(status(collector).complete_up_to_ms == collector.clock.wall_ms());
}
