// Kiosks whose chains have one name, as when the disk of one was copied into another, and a kiosk with several chains:
// what is known of one says nothing of the others.
#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/collector/features/fleet/kiosks.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/intake/sequence_ranges.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/sync/collector/keeping_kiosk.h"

using namespace minbar;
using test::KeepingKiosk;
using test::TestCollector;
using test::TestKiosk;

namespace {

// "sequence forks complete", as the desk knows it.
std::string state_of(TestCollector& collector, const TestKiosk& kiosk, const ChainId& chain) {
  const auto row = collector->storage().read([&](db::Database& database) {
    return database.query_one(
        "SELECT sequence || ' ' || forks || ' ' || coalesce(complete_up_to_ms, 'never') FROM chains WHERE device = $1 "
        "AND chain = $2",
        {kiosk.pinned().device, chain});
  });
  return row.value() ? row.value()->text(0) : "unknown";
}
std::string state_of(TestCollector& collector, const TestKiosk& kiosk) {
  return state_of(collector, kiosk, kiosk.head().chain);
}

std::string state(std::int64_t sequence, std::int64_t forks, std::int64_t complete_ms) {
  return std::to_string(sequence) + " " + std::to_string(forks) + " " + std::to_string(complete_ms);
}

void rebuild_chains(TestCollector& collector) {
  const auto keys = collector::load_keys(collector.options().data, collector.random).value();
  REQUIRE(collector::rebuild(collector->storage(), keys.opening, collector::all_derivers(keys.opening)).has_value());
}

// Sends the records at these places of what was said, after the others.
void send_some(KeepingKiosk& kiosk, std::set<std::int64_t> places) {
  kiosk.waiting = std::move(places);
  auto asked = kiosk.request();
  asked.kept.reset();
  asked.heartbeat.reset();
  (void)kiosk.ask(asked);
}

// A heartbeat now whose head is so far, with nothing said up to it.
std::int64_t beat_at(TestCollector& collector, TestKiosk& kiosk, const ChainId& chain, std::uint64_t sequence) {
  collector.clock.advance(60'000);
  const auto before = kiosk.head();
  kiosk.turn_back_to({.chain = chain, .sequence = sequence, .hash = {collector.random.array<32>()}});
  kiosk.send(*collector, {}, kiosk.heartbeat(collector.clock.wall_ms()));
  kiosk.turn_back_to(before);
  return collector.clock.wall_ms();
}

}  // namespace

TEST_CASE("two kiosks whose chains have one name are followed each by itself") {
  TestCollector collector;
  KeepingKiosk one(collector, "One"), copy(collector, "Copy");
  copy.kiosk.turn_back_to(one.kiosk.head());
  one.say_times(5);
  (void)one.exchange();
  const auto one_ms = collector.clock.wall_ms();
  collector.clock.advance(60'000);
  copy.say_times(2);
  (void)copy.exchange();
  CHECK(state_of(collector, one.kiosk) == state(5, 0, one_ms));
  CHECK(state_of(collector, copy.kiosk) == state(2, 0, one_ms + 60'000));
  CHECK(collector.count("SELECT sum(chains) FROM device_days") == 2);
  copy.say_times(4);
  send_some(copy, {3, 5});
  send_some(copy, {4, 6});  // around one that is here
  CHECK(state_of(collector, copy.kiosk) == state(6, 0, one_ms + 60'000));
  CHECK(state_of(collector, one.kiosk) == state(5, 0, one_ms));
  rebuild_chains(collector);
  CHECK(state_of(collector, copy.kiosk) == state(6, 0, one_ms + 60'000));
  CHECK(state_of(collector, one.kiosk) == state(5, 0, one_ms));
}

TEST_CASE("two chains of one kiosk are followed each by itself") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(5);
  (void)kiosk.exchange();
  const auto first = kiosk.kiosk.head().chain;
  const auto first_ms = collector.clock.wall_ms();
  collector.clock.advance(60'000);
  kiosk.kiosk.turn_back_to({.chain = {collector.random.array<16>()}, .sequence = 0, .hash = {}});
  kiosk.sealed.clear();
  kiosk.say_times(2);
  (void)kiosk.exchange();
  const auto second_ms = collector.clock.wall_ms();
  CHECK(state_of(collector, kiosk.kiosk, first) == state(5, 0, first_ms));
  CHECK(state_of(collector, kiosk.kiosk) == state(2, 0, second_ms));
  CHECK(collector.count("SELECT sum(chains) FROM device_days") == 2);
  kiosk.say_times(4);
  send_some(kiosk, {3, 5});
  send_some(kiosk, {4, 6});
  CHECK(state_of(collector, kiosk.kiosk) == state(6, 0, second_ms));
  // a fork of the one is none of the other, also when they are counted anew
  kiosk.kiosk.turn_back_to({.chain = kiosk.kiosk.head().chain, .sequence = 5, .hash = kiosk.headers.at(5)});
  kiosk.kiosk.send(*collector, {kiosk.kiosk.say("another sixth")});
  for (int i = 0; i < 2; ++i) {
    CHECK(state_of(collector, kiosk.kiosk) == state(6, 1, second_ms));
    CHECK(state_of(collector, kiosk.kiosk, first) == state(5, 0, first_ms));
    rebuild_chains(collector);
  }
}

TEST_CASE("a heartbeat promises nothing about a chain of its name at another kiosk") {
  TestCollector collector;
  TestKiosk kiosk(collector.random), met(collector.random), idle(collector.random);
  kiosk.enrol(*collector, "Kiosk");
  met.enrol(*collector, "Met");
  idle.enrol(*collector, "Idle");
  const auto chain = kiosk.head().chain;
  kiosk.send(*collector, {kiosk.say("one")}, kiosk.heartbeat(collector.clock.wall_ms()));
  const auto complete_ms = collector.clock.wall_ms();
  const auto met_ms = beat_at(collector, met, chain, 0);
  beat_at(collector, met, chain, 7);  // not met
  const auto idle_ms = beat_at(collector, idle, chain, 0);
  kiosk.send(*collector, {kiosk.say("two")});
  for (int i = 0; i < 2; ++i) {
    CHECK(state_of(collector, kiosk) == state(2, 0, complete_ms));
    CHECK(state_of(collector, met, chain) == state(0, 0, met_ms));
    CHECK(state_of(collector, idle, chain) == state(0, 0, idle_ms));
    rebuild_chains(collector);
  }
}

TEST_CASE("a heartbeat promises nothing about another chain of its kiosk") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const ChainId met{collector.random.array<16>()}, idle{collector.random.array<16>()};
  kiosk.send(*collector, {kiosk.say("one")}, kiosk.heartbeat(collector.clock.wall_ms()));
  const auto complete_ms = collector.clock.wall_ms();
  const auto met_ms = beat_at(collector, kiosk, met, 0);
  beat_at(collector, kiosk, met, 7);
  const auto idle_ms = beat_at(collector, kiosk, idle, 0);
  kiosk.send(*collector, {kiosk.say("two")});
  for (int i = 0; i < 2; ++i) {
    CHECK(state_of(collector, kiosk) == state(2, 0, complete_ms));
    CHECK(state_of(collector, kiosk, met) == state(0, 0, met_ms));
    CHECK(state_of(collector, kiosk, idle) == state(0, 0, idle_ms));
    rebuild_chains(collector);
  }
}

TEST_CASE("a promise that was met stays while those of other chains are met or not") {
  TestCollector collector;
  TestKiosk one(collector.random), copy(collector.random);
  one.enrol(*collector, "One");
  copy.enrol(*collector, "Copy");
  const auto first = one.head().chain;
  const ChainId second{collector.random.array<16>()};
  copy.turn_back_to(one.head());
  struct Chain {
    TestKiosk& kiosk;
    const ChainId& chain;
    std::int64_t met_ms = 0;
  };
  std::vector<Chain> chains{{one, first}, {one, second}, {copy, first}, {copy, second}};
  for (auto& [kiosk, chain, met_ms] : chains) {
    kiosk.turn_back_to({.chain = chain, .sequence = 0, .hash = {}});
    collector.clock.advance(60'000);
    kiosk.send(*collector, {kiosk.say("met")}, kiosk.heartbeat(collector.clock.wall_ms()));
    met_ms = collector.clock.wall_ms();
  }
  for (int round = 0; round < 2; ++round)
    for (auto& [kiosk, chain, met_ms] : chains) beat_at(collector, kiosk, chain, 9);
  rebuild_chains(collector);
  for (auto& [kiosk, chain, met_ms] : chains) CHECK(state_of(collector, kiosk, chain) == state(1, 0, met_ms));
}

TEST_CASE("a heartbeat that names a first record which is not here promises nothing") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  beat_at(collector, kiosk, kiosk.head().chain, 1);
  CHECK(state_of(collector, kiosk) == "0 0 never");
}

TEST_CASE("two kiosks whose chains have one name are asked each for its own") {
  TestCollector collector;
  KeepingKiosk one(collector, "One"), copy(collector, "Copy");
  copy.kiosk.turn_back_to(one.kiosk.head());
  one.say_times(4);
  copy.say_times(2);
  (void)one.exchange();
  (void)copy.exchange();
  const auto backup = collector.copy_database();
  one.say_times(3);
  copy.say_times(7);
  (void)one.exchange();
  (void)copy.exchange();
  collector.put_back(backup);
  CHECK(collector::text_of(one.exchange().missing) == "5-7");
  CHECK(collector::text_of(copy.exchange().missing) == "3-9");
  one.settle();
  CHECK(collector.count("SELECT count(*) FROM asked_again") == 1);
  copy.settle();
  CHECK(collector.count("SELECT count(*) FROM asked_again") == 0);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 16);
}

TEST_CASE("how often one chain was asked for is not counted against another and one question is no sign of trouble") {
  TestCollector collector;
  KeepingKiosk one(collector, "One"), copy(collector, "Copy");
  copy.kiosk.turn_back_to(one.kiosk.head());
  const auto mute = [&](KeepingKiosk& kiosk) { return collector::text_of(kiosk.ask(kiosk.request()).missing); };
  const auto stuck = [&] {
    const auto kiosks =
        collector::list_kiosks(collector->storage(), collector::Scope::everywhere(), collector.clock.wall_ms()).value();
    std::size_t count = 0;
    for (const auto& kiosk : kiosks) count += kiosk.asked_for ? 1U : 0U;
    return count;
  };
  for (auto* kiosk : {&one, &copy}) {
    kiosk->say_times(3);
    kiosk->waiting.clear();  // so it says, and sends nothing
  }
  CHECK(mute(one) == "1-3");
  CHECK(stuck() == 0);
  for (std::int64_t i = 1; i < limits::asked_in_vain; ++i) CHECK(mute(one) == "1-3");
  CHECK(mute(one).empty());
  CHECK(stuck() == 1);
  for (std::int64_t i = 0; i < limits::asked_in_vain; ++i) CHECK(mute(copy) == "1-3");
  CHECK(mute(copy).empty());
  CHECK(stuck() == 2);
  copy.waiting = {1, 2, 3};
  (void)copy.exchange();
  copy.settle();
  CHECK(stuck() == 1);
}

TEST_CASE("what was set aside is known as such whatever else of its kiosk was set aside before it") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  auto rubbish = kiosk.kiosk.request({Bytes(40, 7)});
  (void)kiosk.ask(rubbish);
  kiosk.say_times(3);
  kiosk.sealed.at(2)[150] ^= 1;  // its signature: damaged on the kiosk's disk
  CHECK(kiosk.exchange().missing.empty());
  CHECK(kiosk.exchange().missing.empty());
  CHECK(collector.count("SELECT sequence FROM chains") == 3);
}

TEST_CASE("the exchange of one kiosk leaves another the answer to its enrolment and its own next code its use") {
  TestCollector collector;
  TestKiosk one(collector.random), other(collector.random);
  one.enrol(*collector, "One");
  other.enrol(*collector, "Other");
  const auto open = [&] { return collector.count("SELECT count(*) FROM enrol_codes WHERE mac_key IS NOT NULL"); };
  REQUIRE(open() == 2);
  one.send(*collector, {one.say("one")});
  CHECK(open() == 1);
  REQUIRE(collector->new_code(one.pinned().device));
  one.send(*collector, {one.say("two")});
  CHECK(open() == 2);
  other.send(*collector, {});
  CHECK(open() == 1);
}
