#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/intake/device_days.h"
#include "sync/seal/blob.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;

namespace {

constexpr std::int64_t day_ms = 24 * 60 * 60'000;

// A kiosk that has said one thing today, and another beside it.
struct QuotaTown : test::SignedInTown {
  test::TestKiosk other{collector.random};
  QuotaTown() : SignedInTown("fr") {
    other.enrol(*collector, "Library");
    kiosk.send(*collector, {kiosk.say("the first of the day")});
  }
  void set(const std::string& column, std::int64_t value) {
    REQUIRE(collector->storage()
                .write([&](db::Database& database) {
                  return database.execute("UPDATE device_days SET " + column + " = $1 WHERE device = $2",
                                          {value, kiosk.pinned().device});
                })
                .value() == 1);
  }
  wire::ExchangeResult exchange(test::TestKiosk& from, std::vector<Bytes> envelopes = {}) {
    return collector->exchange(from.frame(from.request(std::move(envelopes))));
  }
  std::int64_t written(const std::string& column) {
    return collector.count("SELECT coalesce(sum(" + column + "), 0) FROM device_days");
  }
};

}  // namespace

TEST_CASE("a kiosk past its quota of a day is told when to come and no other kiosk is") {
  struct Quota {
    const char* column;
    std::int64_t most;
  };
  for (const auto& quota : {Quota{"records", limits::device_day_records}, Quota{"bytes", limits::device_day_bytes},
                            Quota{"chains", limits::device_day_chains}, Quota{"blobs", limits::device_day_blobs}}) {
    INFO(quota.column);
    QuotaTown town;
    town.set(quota.column, quota.most - 1);
    CHECK(town.exchange(town.kiosk).has_value());
    town.set(quota.column, quota.most);
    const auto refused = town.exchange(town.kiosk, {town.kiosk.say("too much")});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().status == 503);
    const auto left_ms = day_ms - town.collector.clock.wall_ms() % day_ms;
    CHECK(refused.error().retry_after_ms == (left_ms + 999) / 1000 * 1000);
    CHECK(town.collector.count("SELECT count(*) FROM envelopes") == 1);
    CHECK(town.exchange(town.other, {town.other.say("beside it")}).has_value());
    town.collector.clock.advance(left_ms);
    CHECK(town.exchange(town.kiosk, {town.kiosk.say("the next day")}).has_value());
  }
}

TEST_CASE("a quota is noted once whoever asks how often and the kiosks page says so for a week") {
  QuotaTown town;
  CHECK_FALSE(test::has(town.browser.get("/kiosks").body, "Trop en un jour"));
  town.set("records", limits::device_day_records);
  const auto first_ms = town.collector.clock.wall_ms();
  for (int i = 0; i < 5; ++i) {
    CHECK_FALSE(town.exchange(town.kiosk).has_value());
    town.collector.clock.advance(60'000);
  }
  CHECK(town.written("over_at_ms") == first_ms);
  CHECK(test::has(town.browser.get("/kiosks").body, "Trop en un jour"));
  town.collector.clock.advance(8 * day_ms);
  town.browser.sign_in("Amina", test::good_password);
  CHECK_FALSE(test::has(town.browser.get("/kiosks").body, "Trop en un jour"));
}

TEST_CASE("a kiosk that its quota keeps back is not called silent and the page says when it ends") {
  QuotaTown town;
  const auto beat = [&] { town.kiosk.send(*town.collector, {}, town.kiosk.heartbeat(town.collector.clock.wall_ms())); };
  const auto page = [&] { return town.browser.get("/kiosks").body; };
  beat();
  town.set("records", limits::device_day_records);
  CHECK_FALSE(town.exchange(town.kiosk).has_value());
  town.collector.clock.advance(limits::silent_after_ms);
  auto shown = page();
  CHECK(test::has(shown, "Quota du jour atteint"));
  CHECK_FALSE(test::has(shown, "Silencieuse"));
  const auto ends_ms = (town.collector.clock.wall_ms() / day_ms + 1) * day_ms;
  CHECK(test::has(shown, "<time datetime=\"" + collector::machine_time(ends_ms) + "\">"));
  CHECK(test::has(shown, "01:00</time>"));  // midnight of UTC in the town
  town.collector.clock.advance(ends_ms - town.collector.clock.wall_ms());
  town.browser.sign_in("Amina", test::good_password);
  CHECK(test::has(page(), "Quota du jour atteint"));  // it may take as long as any other
  beat();
  shown = page();
  CHECK_FALSE(test::has(shown, "Quota du jour atteint"));
  CHECK(test::has(shown, "class=\"state idle\""));
  CHECK(test::has(shown, "Trop en un jour"));
  town.collector.clock.advance(limits::silent_after_ms);
  CHECK(test::has(page(), "Silencieuse"));
}

TEST_CASE("what a kiosk brings is counted and what it brings again costs its bytes and no write") {
  QuotaTown town;
  const auto first_bytes = town.written("bytes");
  CHECK(first_bytes > 0);
  CHECK(town.written("records") == 1);
  CHECK(town.written("chains") == 1);
  const auto known = town.kiosk.say("said once");
  town.kiosk.send(*town.collector, {known, Bytes(40, 7)});
  CHECK(town.written("records") == 3);  // what is no record at all takes room too
  const auto before = town.written("bytes");
  std::int64_t resent = 0;
  for (int i = 0; i < 5; ++i) {
    const auto frame = town.kiosk.frame(town.kiosk.request({known, Bytes(40, 7)}));
    resent += static_cast<std::int64_t>(frame.size());
    REQUIRE(town.collector->exchange(frame).has_value());
  }
  CHECK(town.written("records") == 3);
  CHECK(town.written("bytes") == before);
  const auto frame = town.kiosk.frame(town.kiosk.request({town.kiosk.say("something new")}));
  REQUIRE(town.collector->exchange(frame).has_value());
  CHECK(town.written("bytes") == before + resent + static_cast<std::int64_t>(frame.size()));
}

TEST_CASE("bytes that are sent again and again reach the quota without a write") {
  QuotaTown town;
  const auto known = town.kiosk.say(std::string(3000, 'x'));
  town.kiosk.send(*town.collector, {known});
  const auto frame = town.kiosk.frame(town.kiosk.request({known}));
  town.set("bytes", limits::device_day_bytes - static_cast<std::int64_t>(frame.size()) - 1);
  CHECK(town.collector->exchange(frame).has_value());
  CHECK(town.collector->exchange(frame).has_value());
  CHECK_FALSE(town.collector->exchange(frame).has_value());
  town.collector.restart();
  CHECK_FALSE(town.collector->exchange(frame).has_value());
}

TEST_CASE("bytes that could not be written down stay counted and the kiosk past its quota stays past it") {
  QuotaTown town;
  collector::DeviceDays days;
  // what no table can hold a line of: as when another process holds the database
  const collector::Arrival nobody{.device = {{7}}, .at_ms = town.collector.clock.wall_ms()};
  auto& storage = town.collector->storage();
  CHECK_FALSE(days.seconds_to_wait(storage, nobody, limits::device_day_bytes).value().has_value());
  for (int i = 0; i < 2; ++i) CHECK_FALSE(days.seconds_to_wait(storage, nobody, 1).has_value());
  CHECK(days.take_bytes(nobody) == limits::device_day_bytes);
}

TEST_CASE("a new chain and a recording begun are counted once") {
  QuotaTown town;
  const auto sealed = seal::seal_blob(Bytes(1000, 3), town.kiosk.pinned().sealing_key).value();
  auto spoken = town.kiosk.proposal("");
  std::get<Proposal>(spoken.body).voice = Voice{
      .blob = seal::blob_id_of(sealed), .sealed_bytes = static_cast<std::int64_t>(sealed.size()), .duration_ms = 1000};
  auto request = town.kiosk.request({seal::bytes_of_envelope(town.kiosk.seal_submission(spoken))});
  request.pieces = {{.blob = seal::blob_id_of(sealed), .offset = 0, .bytes = sealed}};
  for (int i = 0; i < 2; ++i) REQUIRE(town.collector->exchange(town.kiosk.frame(request)).has_value());
  CHECK(town.written("blobs") == 1);
  town.kiosk.turn_back_to({.chain = {.bytes = town.collector.random.array<16>()}, .sequence = 0, .hash = {}});
  town.kiosk.send(*town.collector, {town.kiosk.say("on another disk")}, town.kiosk.heartbeat(1));
  CHECK(town.written("chains") == 2);
  town.collector.clock.advance((limits::device_days_kept + 2) * day_ms);
  town.kiosk.send(*town.collector, {town.kiosk.say("much later")});
  CHECK(town.collector.count("SELECT count(*) FROM device_days") == 1);
}

TEST_CASE("a kiosk that comes after a long time lets go its own days and none of another") {
  QuotaTown town;
  REQUIRE(town.exchange(town.other, {town.other.say("on the same day")}).has_value());
  town.collector.clock.advance((limits::device_days_kept + 2) * day_ms);
  REQUIRE(town.exchange(town.kiosk, {town.kiosk.say("much later")}).has_value());
  CHECK(town.collector.count("SELECT count(DISTINCT device) FROM device_days") == 2);
  CHECK(town.collector.count("SELECT count(*) FROM device_days") == 2);  // of the one its newest, of the other its only
}
