// Recordings beside each other: of one kiosk, of two, and of a machine that had another id before.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/sync/collector/spoken_town.h"

using namespace minbar;
using test::Spoken;

TEST_CASE("two recordings of one kiosk that come side by side are each put together of their own pieces") {
  Spoken town;
  const auto ask = [&](std::vector<wire::Piece> pieces, std::vector<Bytes> envelopes = {}) {
    auto asked = town.kiosk.request(std::move(envelopes));
    asked.pieces = std::move(pieces);
    const auto reply =
        wire::open_sync_reply(*town.collector->exchange(town.kiosk.frame(asked)), town.kiosk.pinned().signing_key);
    return (*reply)->blobs;
  };
  const auto first = town.record(town.blob);
  const auto first_page = town.page;
  const auto sound = town.sound;
  const auto one = town.piece(0, 50'000), end_of_one = town.piece(50'000, 60'000);
  town.collector.random.fill(town.sound);
  std::copy_n("OggS", 4, town.sound.begin());
  town.take(town.sound);
  const auto second = town.record(town.blob);
  const auto states = ask({one, town.piece(0, 40'000), town.piece(40'000, 1'000)}, {first, second});
  REQUIRE(states.size() == 2);
  CHECK(states[0] == wire::BlobState{.blob = one.blob, .known = true, .have = 50'000, .done = false});
  CHECK(states[1] == wire::BlobState{.blob = town.blob, .known = true, .have = 41'000, .done = false});
  auto wrong = end_of_one;
  wrong.bytes[7] ^= 1;
  CHECK(ask({wrong}).at(0).have == 0);  // from the beginning, and nothing of the other
  CHECK(ask({town.piece(41'000, 65'000)}).at(0).done);
  CHECK(ask({one}).at(0).have == 50'000);
  CHECK(ask({end_of_one}).at(0).done);
  CHECK(to_bytes(bytes_of(town.hear().body)) == town.sound);
  town.page = first_page;
  CHECK(to_bytes(bytes_of(town.hear().body)) == sound);
}

TEST_CASE("a recording that is begun and each piece of one count among what its kiosk brought that day") {
  Spoken town;
  town.deliver_record();
  CHECK(town.collector.count("SELECT sum(blobs) FROM device_days") == 0);
  const auto bytes = [&] { return town.collector.count("SELECT sum(bytes) FROM device_days"); };
  static_cast<void>(town.send({town.piece(0, 0)}));
  CHECK(town.collector.count("SELECT sum(blobs) FROM device_days") == 1);
  const auto begun = bytes();
  static_cast<void>(town.send({town.piece(0, 20'000)}));
  CHECK(bytes() > begun + 20'000);
  CHECK(town.collector.count("SELECT sum(blobs) FROM device_days") == 1);
}

TEST_CASE("another kiosk cannot add to a recording") {
  Spoken town;
  town.deliver_record();
  test::TestKiosk other(town.collector.random);
  other.enrol(*town.collector, "Library");
  CHECK_FALSE(town.send_as(other, {town.piece(0, 1000)}).known);
  CHECK(town.collector.count("SELECT count(*) FROM blobs") == 0);
}

TEST_CASE("two kiosks that name the same recording bring it each for itself") {
  Spoken town;  // as when the disk of one is copied into the other
  test::TestKiosk other(town.collector.random);
  other.enrol(*town.collector, "Library");
  town.deliver_record();
  const auto theirs = seal::bytes_of_envelope(other.seal_submission(town.said_to(other, town.blob)));
  CHECK(town.send_as(other, {town.piece(0, 1000)}, {theirs}).have == 1000);
  CHECK(town.send({town.piece(0, 3000)}).have == 3000);
  CHECK(town.send_as(other, {town.piece(0, 0)}).have == 1000);
  town.send_all();
  CHECK(town.send({town.piece(0, 0)}).done);
  CHECK(town.send_as(other, {town.piece(0, 0)}) ==
        wire::BlobState{.blob = town.blob, .known = true, .have = 1000, .done = false});
  CHECK(to_bytes(bytes_of(town.hear().body)) == town.sound);
}

TEST_CASE("a kiosk that brings a recording wrongly takes nothing of it from another that brings it too") {
  Spoken town;
  test::TestKiosk other(town.collector.random);
  other.enrol(*town.collector, "Library");
  town.deliver_record();
  CHECK(town.send({town.piece(0, 3000)}).have == 3000);
  const auto theirs = seal::bytes_of_envelope(other.seal_submission(town.said_to(other, town.blob)));
  static_cast<void>(town.send_as(other, {town.piece(0, 0)}, {theirs}));
  wire::BlobState last;
  for (std::size_t at = 0; at < town.sealed.size(); at += limits::piece_bytes) {
    auto wrong = town.piece(at, limits::piece_bytes);
    wrong.bytes[0] ^= 1;
    last = town.send_as(other, {wrong});
  }
  CHECK(last == wire::BlobState{.blob = town.blob, .known = true, .have = 0, .done = false});
  town.send_all();
  CHECK(town.send({town.piece(0, 0)}).done);
}

TEST_CASE("a machine that has another id now brings the recording of what it said under its former one") {
  Spoken town;
  test::TestKiosk machine(town.collector.random);
  const auto issued = town.collector->create_kiosk({.place = {"09.001.01.01"}, .label = "another"}).value();
  const auto code = seal::derive_enrol_keys(parse_receipt_code(issued.code).value()).value();
  auto request = machine.enrol_request(code);
  request.origins = {town.kiosk.pinned().device};
  REQUIRE(town.collector->enrol(wire::make_enrol_request(request, code, machine.transport_key()).value()));
  REQUIRE(machine.ask_to_enrol(*town.collector, issued.code));  // the same answer once more
  town.deliver_record();
  REQUIRE(town.send_as(machine, {town.piece(0, 65'536), town.piece(65'536, 65'536)}).done);
  CHECK(town.send({town.piece(0, 0)}).done);
}

TEST_CASE("a machine that has another id now brings its own recordings under that id whatever its former one said") {
  Spoken town;
  auto& random = town.collector.random;
  const seal::ReceiptKeys receipt{.lookup = {random.array<16>()}, .reply_key = {random.array<32>()}};
  // of its former id a recording that is begun, one that is held, and one whose receipt was another's
  const auto first = town.kiosk.seal_submission(town.kiosk.proposal("the first"), receipt);
  static_cast<void>(
      town.send({town.piece(0, 10)},
                {town.record(town.blob), town.record({random.array<32>()}, "06.141.01.0"),
                 seal::bytes_of_envelope(first), town.record({random.array<32>()}, "09.001.01.01", receipt)}));
  test::TestKiosk machine(random);
  const auto issued = town.collector->create_kiosk({.place = {"09.001.01.01"}, .label = "another"}).value();
  const auto code = seal::derive_enrol_keys(parse_receipt_code(issued.code).value()).value();
  auto request = machine.enrol_request(code);
  request.origins = {town.kiosk.pinned().device};
  REQUIRE(town.collector->enrol(wire::make_enrol_request(request, code, machine.transport_key()).value()));
  REQUIRE(machine.ask_to_enrol(*town.collector, issued.code));
  town.take(town.sound);  // sealed anew: another recording
  const auto own = seal::bytes_of_envelope(machine.seal_submission(town.said_to(machine, town.blob)));
  CHECK(town.send_as(machine, {town.piece(0, 30'000)}, {own}).have == 30'000);
  CHECK(town.send_as(machine, {town.piece(30'000, 60'000)}).have == 90'000);
  const BlobId doubled{random.array<32>()};
  const auto late = seal::bytes_of_envelope(machine.seal_submission(town.said_to(machine, doubled), receipt));
  CHECK(town.send_as(machine, {{.blob = doubled, .offset = 0, .bytes = {}}}, {late}).done);
}

TEST_CASE("what becomes of one recording says nothing of the others of its kiosk") {
  Spoken town;
  auto& random = town.collector.random;
  const seal::ReceiptKeys receipt{.lookup = {random.array<16>()}, .reply_key = {random.array<32>()}};
  const BlobId left_aside = town.blob, doubled{random.array<32>()}, waits{random.array<32>()},
               unheard_of{random.array<32>()};
  town.kiosk.send(*town.collector, {town.record(left_aside, "06.141.01.0")});
  town.decide(collector::HeldDecision::left_aside);
  const auto first = town.kiosk.seal_submission(town.kiosk.proposal("the first"), receipt);
  town.kiosk.send(*town.collector, {seal::bytes_of_envelope(first), town.record(doubled, "09.001.01.01", receipt),
                                    town.record(waits, "06.141.01.0")});
  const auto asked = [&](const BlobId& of) { return town.send({{.blob = of, .offset = 0, .bytes = {}}}); };
  for (const auto& let_go : {left_aside, doubled})
    CHECK(asked(let_go) == wire::BlobState{.blob = let_go, .known = true, .have = 0, .done = true, .safe = true});
  for (const auto& kept : {waits, unheard_of})
    CHECK(asked(kept) == wire::BlobState{.blob = kept, .known = false, .have = 0, .done = false});
  // nor of those of another kiosk
  test::TestKiosk other(random);
  other.enrol(*town.collector, "Library");
  const auto theirs = seal::bytes_of_envelope(other.seal_submission(town.said_to(other, left_aside, "06.141.01.0")));
  for (const auto& named : {left_aside, doubled})
    CHECK_FALSE(town.send_as(other, {{.blob = named, .offset = 0, .bytes = {}}}, {theirs}).done);
  CHECK(asked(left_aside).done);  // while the other waits for a decision
}

TEST_CASE("of one kiosk so many recordings may be unfinished and the next waits there") {
  Spoken town;
  for (std::int64_t i = 0; i < limits::blobs_arriving; ++i) {
    const BlobId named{town.collector.random.array<32>()};
    const auto state = town.send({{.blob = named, .offset = 0, .bytes = Bytes(10, 1)}}, {town.record(named)});
    REQUIRE(state.have == 10);
  }
  const auto state = town.send({town.piece(0, 10)}, {town.record(town.blob)});
  CHECK(state.known);
  CHECK(state.have == 0);
  test::TestKiosk other(town.collector.random);
  other.enrol(*town.collector, "Library");
  const auto theirs = seal::bytes_of_envelope(other.seal_submission(town.said_to(other, town.blob)));
  CHECK(town.send_as(other, {town.piece(0, 10)}, {theirs}).have == 10);
}

TEST_CASE("recordings that are whole take nobody's room") {
  Spoken town;
  for (std::int64_t i = 0; i < limits::blobs_arriving; ++i) {
    town.take(bytes_of("OggS " + std::to_string(i)));
    REQUIRE(town.send({town.piece(0, town.sealed.size())}, {town.record(town.blob)}).done);
  }
  town.take(town.sound);
  CHECK(town.send({town.piece(0, 10)}, {town.record(town.blob)}).have == 10);
}
