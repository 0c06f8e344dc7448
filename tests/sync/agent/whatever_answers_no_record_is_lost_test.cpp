#include <catch2/catch.hpp>

#include "sync/agent/advice.h"
#include "sync/agent/http_client.h"
#include "sync/agent/loop.h"
#include "sync/agent/status.h"
#include "sync/store/refusals.h"
#include "sync/wire/http.h"
#include "sync/wire/refusal.h"
#include "tests/sync/agent/loopback_listener.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using agent::Outcome;
using test::taken;

namespace {

// A kiosk with `records` to say, an agent, and whatever listens.
struct Talk {
  test::EnrolledKiosk kiosk;
  test::Store store = kiosk.open(store::Role::agent);
  test::LoopbackListener listener;
  agent::HttpClient client;
  wire::Exchange exchange = client.exchange(wire::sync_path);
  agent::Session session{store, kiosk.transport_key, exchange, "0.1.0"};

  explicit Talk(test::LoopbackListener::Answer answer, int records = 3, agent::HttpOptions options = {})
      : listener(std::move(answer)), client(taken(agent::parse_collector_url(listener.url())), std::move(options)) {
    for (int i = 0; i < records; ++i) REQUIRE(store.outbox.append(kiosk.proposal("نقترح"), {}, kiosk.record_key));
  }
  agent::Attempt attempt() { return agent::exchange_once(session, {}); }
  agent::Attempt once() {
    agent::LoopDoors doors{kiosk.clock, kiosk.random, [](std::int64_t, bool) { return agent::Woken::time; }};
    return agent::run_once(session, doors);
  }
  std::int64_t waiting() { return taken(store.counts()).waiting; }
  std::optional<wire::Refusal> refusal() {
    return taken(store::refusal_in(store, kiosk.signing_key.public_key(), kiosk.enrolment.device));
  }
};

// That its kiosk was withdrawn, said of these bytes and signed by `key`.
std::string refusal_answer(const test::EnrolledKiosk& kiosk, ByteView request, const seal::SigningKey& key) {
  const auto frame = taken(wire::make_refusal({.frame = seal::hash_of(request),
                                               .collector = kiosk.enrolment.collector,
                                               .device = kiosk.enrolment.device,
                                               .reason = wire::RefusalReason::revoked,
                                               .server_wall_ms = 1},
                                              key));
  return test::http_answer(403, "Content-Type: application/vnd.minbar.frame\r\n", text_of(frame));
}

}  // namespace

TEST_CASE("a collector that takes everything empties the outbox in as many batches as it needs") {
  Talk* talk = nullptr;
  Talk real(
      [&](ByteView body) {
        return test::frame_answer(talk->kiosk.signed_frame(talk->kiosk.answer_to(talk->kiosk.request_in(body))));
      },
      230);
  talk = &real;
  CHECK(real.once().outcome == Outcome::done);
  CHECK(real.waiting() == 0);
  CHECK(real.listener.asked() == 3);
  CHECK(taken(real.store.last_note()).outcome == "done");
}

TEST_CASE("a reply whose news cannot be kept is not asked for again at once though it says that there is more") {
  Talk* talk = nullptr;
  int said = 0;
  Talk real([&](ByteView body) {
    // as if another had taken the note of this request away
    REQUIRE(talk->store.folder->database().execute("DELETE FROM asked", {}));
    auto reply = talk->kiosk.answer_to(talk->kiosk.request_in(body));
    reply.more = true;
    reply.cursor = {"0/" + std::to_string(++said)};
    return test::frame_answer(talk->kiosk.signed_frame(reply));
  });
  talk = &real;
  CHECK(real.once().outcome == Outcome::done);
  CHECK(real.waiting() == 0);
  CHECK(real.listener.asked() == 1);
}

TEST_CASE("the sign-in page of a captive portal is not our collector") {
  Talk talk([](ByteView) { return test::http_answer(200, "Content-Type: text/html\r\n", "<html>Welcome</html>"); });
  CHECK(talk.attempt().outcome == Outcome::not_ours);
  CHECK(talk.waiting() == 3);
}

TEST_CASE("a redirect is not followed") {
  Talk talk([](ByteView) { return test::http_answer(302, "Location: http://127.0.0.1:1/\r\n", ""); });
  const auto attempt = talk.attempt();
  CHECK(attempt.outcome == Outcome::not_ours);
  CHECK(attempt.http_status == 302);
  CHECK(talk.waiting() == 3);
}

TEST_CASE("a busy collector is left alone as long as it asks") {
  Talk talk([](ByteView) { return test::http_answer(503, "Retry-After: 77\r\n", ""); });
  const auto attempt = talk.attempt();
  CHECK(attempt.outcome == Outcome::not_ready);
  CHECK(attempt.asked_wait_ms == 77'000);
  CHECK(talk.waiting() == 3);
}

TEST_CASE("attempts that fail take the place of no request that waits for its reply elsewhere") {
  Talk talk([](ByteView) { return test::http_answer(503, "", ""); });
  const auto in_a_file = taken(talk.store.carrier.make_request({}, "test"));
  for (std::int64_t i = 0; i <= limits::requests_awaited; ++i) talk.attempt();
  auto reply = talk.kiosk.answer_to(in_a_file);
  reply.place = wire::Place{.code = {"01.511.01.0"}, .name_ar = "طنجة", .name_fr = "Tanger", .zone = "UTC"};
  CHECK(taken(talk.store.carrier.apply_reply(talk.kiosk.verified(reply))).moved);
}

TEST_CASE("a batch that is too large is halved until it passes") {
  Talk* talk = nullptr;
  Talk real(
      [&](ByteView body) {
        const auto request = talk->kiosk.request_in(body);
        if (request.envelopes.size() > 2) return test::http_answer(413, "", "");
        return test::frame_answer(talk->kiosk.signed_frame(talk->kiosk.answer_to(request)));
      },
      9);
  talk = &real;
  CHECK(real.once().outcome == Outcome::done);
  CHECK(real.waiting() == 0);
}

TEST_CASE("one record that is too large ends the attempt and stays") {
  Talk talk([](ByteView) { return test::http_answer(413, "", ""); });
  CHECK(talk.once().outcome == Outcome::too_large);
  CHECK(talk.waiting() == 3);
  CHECK(talk.listener.asked() == 2);
}

TEST_CASE("a refusal that nobody signed is a portal and everything is kept") {
  for (const int status : {401, 403}) {
    Talk talk([status](ByteView) { return test::http_answer(status, "", ""); });
    CHECK(talk.once().outcome == Outcome::unproved);
    CHECK(talk.listener.asked() == 1);
    CHECK(talk.waiting() == 3);
    CHECK(taken(talk.store.last_note()).outcome == "unproved");
    CHECK_FALSE(talk.refusal());
  }
}

TEST_CASE("the collector's own word about this very request stops the agent and is kept until it is answered again") {
  Talk* talk = nullptr;
  bool refuses = true;
  Talk real([&](ByteView body) {
    if (!refuses)
      return test::frame_answer(talk->kiosk.signed_frame(talk->kiosk.answer_to(talk->kiosk.request_in(body))));
    return refusal_answer(talk->kiosk, body, talk->kiosk.signing_key);
  });
  talk = &real;
  CHECK(real.once().outcome == Outcome::refused);
  CHECK(real.listener.asked() == 1);
  CHECK(real.waiting() == 3);
  REQUIRE(real.refusal());
  CHECK(real.refusal()->reason == wire::RefusalReason::revoked);
  CHECK_THAT(agent::status_text(taken(agent::read_status(real.store, real.kiosk.clock))),
             Catch::Matchers::Contains(std::string(agent::advice_on(wire::RefusalReason::revoked))));
  refuses = false;
  CHECK(real.once().outcome == Outcome::done);
  CHECK(real.waiting() == 0);
  CHECK_FALSE(real.refusal());
}

TEST_CASE("a refusal of another request or by another collector is a portal's") {
  Talk* talk = nullptr;
  bool replays = true;
  Talk real([&](ByteView body) {
    if (replays) return refusal_answer(talk->kiosk, bytes_of("an earlier request"), talk->kiosk.signing_key);
    const auto stranger = seal::SigningKey::make(talk->kiosk.random);
    return refusal_answer(talk->kiosk, body, stranger);
  });
  talk = &real;
  CHECK(real.attempt().outcome == Outcome::unproved);
  replays = false;
  CHECK(real.attempt().outcome == Outcome::unproved);
  CHECK_FALSE(real.refusal());
}

TEST_CASE("only a signed answer keeps a kiosk waiting for hours") {
  Talk talk([](ByteView) { return test::http_answer(503, "Retry-After: 80000\r\n", ""); });
  CHECK(talk.attempt().asked_wait_ms == limits::unproved_wait_ms);
  Talk* quota = nullptr;
  Talk full([&](ByteView body) {
    const auto frame = taken(wire::make_refusal({.frame = seal::hash_of(body),
                                                 .collector = quota->kiosk.enrolment.collector,
                                                 .device = quota->kiosk.enrolment.device,
                                                 .reason = wire::RefusalReason::over_quota,
                                                 .server_wall_ms = 1,
                                                 .wait_s = 80'000},
                                                quota->kiosk.signing_key));
    return test::http_answer(503, "Content-Type: application/vnd.minbar.frame\r\n", text_of(frame));
  });
  quota = &full;
  const auto attempt = full.attempt();
  CHECK(attempt.outcome == Outcome::unavailable);
  CHECK(attempt.asked_wait_ms == 80'000'000);
  CHECK_FALSE(full.refusal());
}

TEST_CASE("garbage of the right type is not our collector") {
  Talk talk([](ByteView body) { return test::frame_answer(body); });  // our own request, sent back
  CHECK(talk.attempt().outcome == Outcome::not_ours);
  CHECK(talk.waiting() == 3);
}

TEST_CASE("an answer signed by another collector prunes nothing") {
  Talk* talk = nullptr;
  Talk real([&](ByteView body) {
    const auto stranger = seal::SigningKey::make(talk->kiosk.random);
    return test::frame_answer(
        taken(wire::make_sync_reply(talk->kiosk.answer_to(talk->kiosk.request_in(body)), stranger)));
  });
  talk = &real;
  CHECK(real.attempt().outcome == Outcome::not_ours);
  CHECK(real.waiting() == 3);
}

TEST_CASE("a replayed answer to an older request is dropped") {
  Talk* talk = nullptr;
  Bytes first;
  Talk real([&](ByteView body) {
    if (first.empty()) {
      auto reply = talk->kiosk.answer_to(talk->kiosk.request_in(body));
      reply.results.resize(1);
      first = talk->kiosk.signed_frame(reply);
    }
    return test::frame_answer(first);
  });
  talk = &real;
  CHECK(real.attempt().outcome == Outcome::done);
  CHECK(real.attempt().outcome == Outcome::not_ours);
  CHECK(real.waiting() == 2);
}

TEST_CASE("an answer that names no record is not asked for again at once") {
  Talk* talk = nullptr;
  Talk real([&](ByteView body) {
    auto reply = talk->kiosk.answer_to(talk->kiosk.request_in(body));
    reply.results.clear();
    return test::frame_answer(talk->kiosk.signed_frame(reply));
  });
  talk = &real;
  CHECK(real.once().outcome == Outcome::rejected);
  CHECK(real.listener.asked() == 1);
  CHECK(real.waiting() == 3);
}

TEST_CASE("silence and a cut answer and a closed port and a name that nobody knows are told apart") {
  Talk silent([](ByteView) { return std::string(); }, 3, {.total_timeout_ms = 100});
  CHECK(silent.attempt().outcome == Outcome::timed_out);
  CHECK(silent.waiting() == 3);
  Talk cut([](ByteView) { return test::frame_answer(Bytes(500, 1)).substr(0, 200); });
  CHECK(cut.attempt().outcome == Outcome::unreachable);
  agent::HttpClient nobody(taken(agent::parse_collector_url("http://127.0.0.1:1")), {});
  CHECK(nobody.post("/", {}).error().error == wire::ExchangeError::no_connection);
  // a label longer than DNS has: the resolver says no without asking anybody
  agent::HttpClient nameless({.base = "https://" + std::string(70, 'a') + ".example.ma"}, {});
  CHECK(nameless.post("/", {}).error().error == wire::ExchangeError::no_name);
}

TEST_CASE("an answer without end is cut and not ours") {
  Talk talk([](ByteView) { return test::frame_answer(Bytes(limits::reply_bytes + 5000, 1)); });
  CHECK(talk.attempt().outcome == Outcome::not_ours);
  CHECK(talk.waiting() == 3);
}
