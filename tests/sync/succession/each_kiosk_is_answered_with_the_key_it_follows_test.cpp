// The collector, and a kiosk that says which of its keys it follows.
#include <catch2/catch.hpp>

#include "sync/collector/followed/followed.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/serve/registered.h"
#include "sync/wire/pack.h"
#include "sync/wire/refusal.h"
#include "tests/sync/collector/published_pack.h"
#include "tests/sync/collector/test_kiosk.h"
#include "tests/sync/succession/centre.h"

using namespace minbar;
using test::taken;

namespace {

struct Town : test::Centre {
  test::TestKiosk kiosk{collector.random};

  wire::Follows follows(std::int64_t number) {
    const auto own = keys();
    return {
        .number = number, .signing_key = own.signing.of(number)->public_key().id(), .root_key = root.public_key().id()};
  }
  wire::ExchangeResult ask(const std::optional<wire::Follows>& follows, std::vector<Bytes> envelopes = {}) {
    auto request = kiosk.request(std::move(envelopes));
    request.follows = follows;
    return collector->exchange(kiosk.frame(request));
  }
  wire::SyncReply answered(const std::optional<wire::Follows>& follows, std::int64_t by,
                           std::vector<Bytes> envelopes = {}) {
    const auto answer = ask(follows, std::move(envelopes));
    REQUIRE(answer.has_value());
    return *taken(wire::open_sync_reply(*answer, keys().signing.of(by)->public_key()));
  }
};

}  // namespace

TEST_CASE("a kiosk is answered with the key of its number and is told the newest statement until it follows") {
  Town town;
  town.get_root_key();
  town.kiosk.enrol(*town.collector);
  CHECK(town.kiosk.pinned().root_key == town.root.public_key());
  CHECK(town.answered(town.follows(0), 0).succession.empty());
  town.exchange();
  town.exchange({.signing = true, .opening = false});
  const auto told = town.answered(town.follows(0), 0).succession;
  const auto stated = taken(wire::open_succession(told, town.root.public_key()));
  CHECK(stated.number == 2);
  CHECK(stated.collector == town.collector->id());
  CHECK(stated.signing_key == town.keys().signing.newest().public_key());
  CHECK(stated.sealing_key == town.keys().opening.sealing_key());
  CHECK(town.answered(town.follows(1), 1).succession == told);
  CHECK(town.answered(town.follows(2), 2).succession.empty());
  CHECK(town.number_at(2) == 1);
  // under another root key, or none, nothing that is told could be believed
  auto rootless = town.follows(0);
  rootless.root_key.reset();
  CHECK(town.answered(rootless, 0).succession.empty());
  rootless.root_key = seal::KeyId{};
  CHECK(town.answered(rootless, 0).succession.empty());
  CHECK(town.answered(std::nullopt, 0).succession.empty());
}

TEST_CASE("a kiosk of version 1 is answered with the keys that it was enrolled with before and after an exchange") {
  Town town;
  town.get_root_key();
  town.kiosk.enrol(*town.collector);
  town.exchange();
  test::TestKiosk later(town.collector.random);
  later.enrol(*town.collector, "later");
  CHECK(later.pinned().succession == 1);
  CHECK(later.pinned().signing_key == town.keys().signing.newest().public_key());
  for (auto* kiosk : {&town.kiosk, &later}) {
    const auto reply = kiosk->send(*town.collector, {kiosk->say("bench")});  // by the key that it has pinned
    CHECK(reply.results.at(0).status == wire::RecordStatus::stored);
    CHECK(reply.succession.empty());
  }
}

TEST_CASE("what is sealed to any key that the collector had is read and each person signs once") {
  Town town;
  town.get_root_key();
  town.kiosk.enrol(*town.collector);
  auto later = test::TestKiosk(town.collector.random);
  const auto before = seal::bytes_of_envelope(town.kiosk.seal_submission(town.kiosk.signature("lamps", "JB123456")));
  const auto late = town.kiosk.say("sealed before, sent after");
  town.kiosk.send(*town.collector, {before});
  town.exchange();
  later.enrol(*town.collector, "later");
  town.kiosk.send(*town.collector, {late});
  later.send(*town.collector, {seal::bytes_of_envelope(later.seal_submission(later.signature("lamps", "JB123456"))),
                               later.say("after")});
  CHECK(town.collector.count("SELECT count(*) FROM set_aside") == 0);
  CHECK(town.collector.count("SELECT count(*) FROM proposals") == 2);
  CHECK(town.collector.count("SELECT count(*) FROM petition_signatures") == 2);
  CHECK(town.collector.count("SELECT count(*) FROM petition_signatures WHERE counts = 1") == 1);
  const auto keys = town.keys();
  REQUIRE(collector::rebuild(town.collector->storage(), keys.opening, collector::all_derivers(keys.opening)));
  CHECK(town.collector.count("SELECT count(*) FROM proposals") == 2);
  CHECK(town.collector.count("SELECT count(*) FROM petition_signatures WHERE counts = 1") == 1);
}

TEST_CASE("a kiosk that follows keys which are not here loses nothing and is noted") {
  Town town;
  town.kiosk.enrol(*town.collector);
  const auto record = town.kiosk.say("kept at the kiosk");
  const auto answer = town.ask(wire::Follows{.number = 3, .signing_key = {}, .root_key = {}}, {record});
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().status == 503);
  CHECK(answer.error().frame.empty());  // nothing that it would believe
  CHECK(town.collector.count("SELECT count(*) FROM envelopes") == 0);
  CHECK(town.number_at(3) == 1);
  // a number alone names no key: an older backup may have given it to another
  auto wrong = town.follows(0);
  wrong.signing_key = seal::KeyId{};
  CHECK_FALSE(town.ask(wrong).has_value());
}

TEST_CASE("a refusal is signed with the key that the kiosk follows and tells what succeeds it") {
  Town town;
  town.get_root_key();
  town.kiosk.enrol(*town.collector);
  town.exchange();
  auto request = town.kiosk.request({});
  request.collector = {};
  for (const std::int64_t number : {0, 1}) {
    request.follows = town.follows(number);
    const auto answer = town.collector->exchange(town.kiosk.frame(request));
    REQUIRE_FALSE(answer.has_value());
    const auto refusal = taken(wire::open_refusal(answer.error().frame, town.keys().signing.of(number)->public_key()));
    CHECK(refusal.reason == wire::RefusalReason::other_collector);
    CHECK(refusal.succession.empty() == (number == 1));
  }
}

TEST_CASE("a pack that was published before reaches each kiosk under the key that it follows") {
  Town town;
  town.get_root_key();
  town.kiosk.enrol(*town.collector);
  town.exchange();
  const auto version = taken(test::publish(town.collector, {.files = test::files_that_say("Bonjour")})).version;
  for (const std::int64_t number : {0, 1}) {
    Bytes frame;
    std::optional<wire::ContentOffer> offer;
    do {
      auto request = town.kiosk.request({});
      request.content_version = 0;
      request.follows = town.follows(number);
      if (offer)
        request.want = wire::ContentWant{.version = version, .offset = static_cast<std::int64_t>(frame.size())};
      const auto answer = town.collector->exchange(town.kiosk.frame(request));
      REQUIRE(answer.has_value());
      const auto reply = *taken(wire::open_sync_reply(*answer, town.keys().signing.of(number)->public_key()));
      REQUIRE(reply.content);
      offer = reply.content;
      if (reply.piece) frame.insert(frame.end(), reply.piece->bytes.begin(), reply.piece->bytes.end());
    } while (static_cast<std::int64_t>(frame.size()) < offer->size_bytes);
    CHECK(seal::hash_of(frame) == offer->hash);
    for (const std::int64_t by : {0, 1})
      CHECK(wire::open_pack(frame, town.keys().signing.of(by)->public_key(), town.collector->id()).has_value() ==
            (by == number));
  }
}
