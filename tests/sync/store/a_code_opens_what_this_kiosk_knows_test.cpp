#include <catch2/catch.hpp>

#include "sync/wire/answer_codec.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

struct Known {
  test::EnrolledKiosk kiosk;
  test::Store store = kiosk.open(store::Role::kiosk);
  ReceiptCode code = mint_receipt_code(kiosk.random);
  seal::ReceiptKeys keys = taken(seal::derive_receipt_keys(code, kiosk.enrolment.collector));
  Answer answer{
      .state = AnswerState::accepted, .text = "نعم", .language = Language::ar, .answered_at_s = 1'790'000'100};
  std::int64_t sequence = 0;

  void record() { REQUIRE(store.outbox.append(kiosk.proposal("مقعد"), code, kiosk.record_key)); }
  // An exchange after which everything is delivered, with these answers.
  void exchange(const std::vector<Bytes>& sealed, wire::RecordStatus status = wire::RecordStatus::stored) {
    auto reply = kiosk.answer_to(taken(store.carrier.make_request({}, "test")));
    for (auto& result : reply.results) result.status = status;
    for (const auto& bytes : sealed)
      reply.replies.push_back({.sequence = ++sequence, .lookup = keys.lookup, .sealed = bytes});
    REQUIRE(store.carrier.apply_reply(kiosk.verified(reply)));
    REQUIRE(store::write_note(store, {.outcome = "done", .succeeded_ms = kiosk.clock.wall_ms()}));
  }
  Bytes sealed() { return taken(wire::seal_answer(answer, keys, kiosk.random)); }
  Trail trail() { return taken(store.trails.trail_of(code)); }
};

}  // namespace

TEST_CASE("a record is followed from the disk to the centre and to its answers") {
  Known known;
  CHECK(known.trail() == Trail{});
  known.record();
  const auto recorded_s = known.kiosk.clock.wall_ms() / 1000;
  CHECK(known.trail() == Trail{.reached = Reached::recorded, .recorded_at_s = recorded_s});
  known.kiosk.clock.advance(60'000);
  known.exchange({});
  auto expected = Trail{
      .reached = Reached::delivered, .recorded_at_s = recorded_s, .heard_at_s = known.kiosk.clock.wall_ms() / 1000};
  CHECK(known.trail() == expected);
  auto first = known.answer;
  first.state = AnswerState::under_study;
  known.exchange({taken(wire::seal_answer(first, known.keys, known.kiosk.random)), known.sealed()});
  expected.answers = {first, known.answer};
  CHECK(known.trail() == expected);
}

TEST_CASE("an answer to a record of another kiosk is told here too") {
  Known known;
  known.exchange({known.sealed()});
  const auto trail = known.trail();
  CHECK(trail.reached == Reached::delivered);
  CHECK_FALSE(trail.recorded_at_s);
  CHECK(trail.answers == std::vector{known.answer});
}

TEST_CASE("an answer that this program cannot read is told as newer and hides no earlier one") {
  Known known;
  known.exchange({known.sealed(), seal::seal_reply(known.keys, bytes_of("a newer form"), known.kiosk.random)});
  auto trail = known.trail();
  CHECK(trail.newer_unreadable);
  CHECK(trail.answers == std::vector{known.answer});
  known.exchange({known.sealed()});
  trail = known.trail();
  CHECK_FALSE(trail.newer_unreadable);
  CHECK(trail.answers.size() == 2);
}

TEST_CASE("a record that the centre could not read sends its citizen to the desk") {
  Known known;
  known.record();
  known.exchange({}, wire::RecordStatus::set_aside);
  CHECK(known.trail().reached == Reached::needs_desk);
}

TEST_CASE("a proposal whose recording is kept back sends its citizen to the desk until it is answered") {
  Known known;
  const Bytes sound(20'000, 7);
  REQUIRE(known.store.outbox.append(known.kiosk.proposal(""), known.code, known.kiosk.record_key,
                                    store::Spoken{.ogg = sound, .duration_ms = 1000}));
  CHECK(known.trail().reached == Reached::recorded);
  {
    auto database = taken(db::Database::open(known.kiosk.shared / "kiosk.db"));
    REQUIRE(database.execute("UPDATE blob SET bytes = zeroblob(size)"));
  }
  known.exchange({});
  CHECK(taken(known.store.counts()) == store::Counts{.delivered = 1, .blobs_kept_back = 1});
  CHECK(known.trail().reached == Reached::needs_desk);
  known.exchange({known.sealed()});
  CHECK(known.trail().reached == Reached::delivered);
}

TEST_CASE("another code opens nothing and a kiosk that is not enrolled cannot look") {
  Known known;
  known.exchange({known.sealed()});
  const auto heard_s = known.kiosk.clock.wall_ms() / 1000;
  CHECK(taken(known.store.trails.trail_of(mint_receipt_code(known.kiosk.random))) == Trail{.heard_at_s = heard_s});
  test::Store fresh(taken(store::Folder::open(known.kiosk.folder.path() / "fresh", store::Role::kiosk,
                                              known.kiosk.clock, known.kiosk.random)));
  CHECK(fresh.trails.trail_of(known.code).error().code == Errc::not_found);
}
