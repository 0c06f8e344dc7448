// The shared folder of a kiosk of version 1, opened by the store of today, and the replies that the collector of
// version 1 signed, byte for byte. A kiosk that is updated must go on with what it holds, also beside a collector that
// is not.
#include <catch2/catch.hpp>

#include <map>

#include "sync/agent/http_client.h"
#include "sync/base/limits.h"
#include "sync/seal/heartbeat.h"
#include "sync/store/asked.h"
#include "sync/wire/enrol.h"
#include "sync/wire/http.h"
#include "tests/compat/recording.h"
#include "tests/compat/rows.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/agent/loopback_listener.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::body_of;
using test::Recorded;
using test::Recording;
using test::taken;

namespace {

struct OldKiosk {
  const Recording recording = Recording::version_1();
  test::TemporaryFolder folder;
  std::filesystem::path home = folder.path() / "home";
  std::filesystem::path file = home / "shared" / "kiosk.db";
  test::ManualClock clock;
  SystemRandom random;

  // `name` of a recorded folder.
  explicit OldKiosk(const std::string& name) {
    recording.copy_kiosk(name, home);
    clock.turn_wall_to(recording.time_ms("after_ms"));
  }
  test::Store open() {
    test::Store store(
        taken(store::Folder::open(home / "shared", store::Role::agent, clock, random, {.create = false})));
    test::trust_what_is_shared(store);  // as the kiosk does at its first start
    return store;
  }
};

// As the agent of that folder signed it.
wire::SyncRequest request_in(const OldKiosk& old, const Recorded& exchange) {
  const auto key = taken(seal::TransportKey::load(old.home / "agent-keys" / "transport.key"));
  const auto frame = taken(wire::parse_frame(body_of(exchange.request), limits::request_bytes));
  return taken(wire::open_sync_request(frame, key.public_key()));
}

// As the agent that made the request and waits for its answer.
store::Applied apply(test::Store& store, const Recorded& exchange, const seal::SigningPublicKey& key,
                     const wire::SyncRequest& asked) {
  INFO(exchange.name);
  REQUIRE(store::write_asked(store.folder->database(), asked, 0));
  return taken(store.carrier.apply_reply(taken(wire::open_sync_reply(body_of(exchange.response), key))));
}

ReceiptCode code(const Recording& recording, const std::string& name) {
  return parse_receipt_code(recording.fact(name)).value();
}

}  // namespace

TEST_CASE("an update of a kiosk of version 1 loses no row of its folder") {
  for (const auto* name : {"kiosk-before", "kiosk-after"}) {
    INFO(name);
    OldKiosk old(name);
    const auto before = test::tables_of(old.file);
    CHECK(before.size() >= 10);
    CHECK_FALSE(before.at("outbox").rows.empty());
    { const auto store = old.open(); }
    CHECK(test::differences(before, test::same_columns_of(old.file, before)) == std::vector<std::string>{});
  }
}

TEST_CASE("what waited at a kiosk of version 1 leaves byte for byte as version 1 sent it") {
  OldKiosk old("kiosk-before");
  auto store = old.open();
  std::vector<Bytes> sent;
  for (const auto& exchange : old.recording.chapter("carry"))
    for (auto& envelope : request_in(old, exchange).envelopes) sent.push_back(std::move(envelope));
  const auto request = taken(store.carrier.make_request({}, "0.1.0"));
  const auto first = request_in(old, old.recording.chapter("carry").front());
  CHECK(request.envelopes == sent);
  CHECK(request.device == first.device);
  CHECK(request.collector == first.collector);
  CHECK(request.heartbeat == first.heartbeat);
  CHECK(request.cursor == first.cursor);
  CHECK(request.petitions == first.petitions);
  Bytes voice;
  for (const auto& piece : request.pieces) voice.insert(voice.end(), piece.bytes.begin(), piece.bytes.end());
  Bytes spoken;
  for (const auto& exchange : old.recording.chapter("carry"))
    for (const auto& piece : request_in(old, exchange).pieces)
      spoken.insert(spoken.end(), piece.bytes.begin(), piece.bytes.end());
  CHECK_FALSE(voice.empty());
  CHECK(voice == spoken);
}

TEST_CASE("replies that the collector of version 1 signed mark and bring what they say") {
  OldKiosk old("kiosk-before");
  const auto key = test::keys_of(old.recording).signing.public_key();
  auto store = old.open();
  const auto waiting = taken(store.counts()).waiting;
  CHECK(waiting == 15);
  CHECK(taken(store.counts()).blobs_waiting == 1);
  std::size_t delivered = 0, blobs = 0;
  bool pack = false;
  for (const auto& exchange : old.recording.chapter("carry")) {
    const auto applied = apply(store, exchange, key, request_in(old, exchange));
    delivered += applied.delivered;
    blobs += applied.blobs;
    pack = pack || applied.pack_stored;
  }
  CHECK(delivered == static_cast<std::size_t>(waiting));
  CHECK(blobs == 1);
  CHECK(pack);
  CHECK(taken(store.counts()) == store::Counts{.delivered = waiting});
  CHECK(taken(store.packs.read(2)).version == 2);
  CHECK(taken(store.trails.trail_of(code(old.recording, "receipt"))).reached == Reached::delivered);

  const auto answers = old.recording.chapter("answers").front();
  CHECK(apply(store, answers, key, request_in(old, answers)).replies == 3);
  const auto trail = taken(store.trails.trail_of(code(old.recording, "receipt")));
  REQUIRE(trail.answers.size() == 2);
  CHECK_FALSE(trail.newer_unreadable);
  CHECK(trail.answers.front().state == AnswerState::under_study);
  CHECK(trail.answers.back().state == AnswerState::accepted);
  CHECK(trail.answers.back().text == old.recording.fact("answer"));
  CHECK(taken(store.carrier.make_request({}, "0.1.0")).cursor ==
        request_in(old, old.recording.chapter("later").front()).cursor);
  const auto counts = taken(store.trails.petition_counts());
  REQUIRE(counts.size() == 3);
  CHECK(counts.front().petition == PetitionId{"sample_bus_line"});
  CHECK(counts.front().signatures == 2);
  CHECK(counts.front().complete_up_to_s.has_value());

  for (const auto& exchange : old.recording.chapter("carry"))
    CHECK(apply(store, exchange, key, request_in(old, exchange)).delivered == 0);
}

TEST_CASE("a kiosk folder that version 1 left at a power cut knows its answers and goes on with a pack half fetched") {
  OldKiosk old("kiosk-after");
  auto store = old.open();
  CHECK(taken(store.trails.trail_of(code(old.recording, "receipt"))).answers.size() == 2);
  CHECK(taken(store.trails.trail_of(code(old.recording, "waiting_receipt"))).reached == Reached::recorded);
  const auto counts = taken(store.counts());
  CHECK(counts.waiting == 4);
  CHECK(counts.delivered == 16);
  CHECK(counts.blobs_waiting == 1);
  const auto request = taken(store.carrier.make_request({}, "0.1.0"));
  CHECK(request.envelopes.size() == 4);
  REQUIRE(request.want);
  CHECK(*request.want == wire::ContentWant{.version = 3, .offset = limits::pack_piece_bytes});
  CHECK(taken(store.packs.read(2)).version == 2);
  const auto record_key = taken(seal::RecordKey::load(old.home / "kiosk-keys" / "record.key"));
  REQUIRE(request.heartbeat);
  CHECK(taken(seal::open_heartbeat(*request.heartbeat, record_key.public_key())).head.sequence > 16);
}

TEST_CASE("an agent pins what the collector of version 1 answered to a code") {
  OldKiosk old("kiosk-before");
  const auto asked = old.recording.chapter("enrol-hall").front();
  const auto keys = taken(seal::derive_enrol_keys(code(old.recording, "hall_code")));
  const auto frame = taken(wire::parse_frame(body_of(asked.request), limits::enrol_bytes));
  const auto request = taken(wire::parse_enrol_request(frame));
  CHECK(wire::check_enrol_request(frame, request, keys.mac_key).has_value());
  const auto reply = taken(wire::open_enrol_reply(body_of(asked.response), request.request, keys));
  CHECK(reply.place.code == PlaceCode{"09.001.01.01"});
  CHECK(reply.follow_url == "https://minbar.example.ma/follow");
  auto store = old.open();  // enrolled by version 1 with these very words: the same again is fine
  CHECK(store.carrier.keep_enrolment(reply, "http://127.0.0.1:1").has_value());
  CHECK(taken(store.folder->enrolment()).value().device == reply.device);
}

TEST_CASE("an agent reads every answer of the collector of version 1 off a real connection") {
  const auto recording = Recording::version_1();
  const auto post = [](const Recorded& exchange) {
    const test::LoopbackListener listener([&](ByteView) { return exchange.response; });
    agent::HttpClient client(taken(agent::parse_collector_url(listener.url())), {.total_timeout_ms = 30'000});
    return client.post(wire::sync_path, body_of(exchange.request));
  };
  for (const auto* chapter : {"enrol-hall", "carry", "answers", "cut"})
    for (const auto& exchange : recording.chapter(chapter)) {
      INFO(exchange.name);
      const auto answer = post(exchange);
      REQUIRE(answer.has_value());
      CHECK(text_of(*answer) == text_of(body_of(exchange.response)));
    }
  using wire::ExchangeError;
  const std::map<std::string, ExchangeError> meant{
      {"refused/bad-signature", ExchangeError::refused}, {"refused/not-a-frame", ExchangeError::rejected},
      {"refused/newer-frame", ExchangeError::rejected},  {"refused/too-large", ExchangeError::too_large},
      {"refused/other-type", ExchangeError::rejected},   {"refused/other-path", ExchangeError::not_ours},
      {"refused/too-many", ExchangeError::unavailable},  {"refused/01", ExchangeError::refused},
      {"withdrawn/01", ExchangeError::refused}};
  auto refused = recording.named("refused");
  refused.push_back(recording.chapter("refused").front());
  refused.push_back(recording.chapter("withdrawn").front());
  CHECK(refused.size() == meant.size());
  for (const auto& exchange : refused) {
    INFO(exchange.name);
    const auto answer = post(exchange);
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().error == meant.at(exchange.name));
    CHECK(answer.error().retry_after_ms.has_value() == (exchange.name == "refused/too-many"));
  }
}
