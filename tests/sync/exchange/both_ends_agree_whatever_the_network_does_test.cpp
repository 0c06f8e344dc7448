#include <catch2/catch.hpp>

#include <map>

#include "sync/agent/enrol.h"
#include "sync/agent/loop.h"
#include "sync/collector/intake/blobs.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/seal/blob.h"
#include "sync/wire/answer_codec.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/enrolled_kiosk.h"
#include "tests/sync/exchange/faulty_exchange.h"

using namespace minbar;
using test::taken;

namespace {

// A kiosk out of its box that enrols with a real collector over the given exchange, and then speaks and sends.
struct FarKiosk {
  test::SeededRandom random;
  test::TestCollector& collector;
  test::TemporaryFolder folder;
  seal::RecordKey record_key = seal::RecordKey::make(random);
  seal::TransportKey transport_key = seal::TransportKey::make(random);
  std::optional<test::Store> store;
  std::map<RecordId, Submission> said;
  std::map<RecordId, seal::ReceiptKeys> receipts;  // of those whose citizen took a code home
  std::map<LookupId, std::vector<Answer>> answered;
  std::map<RecordId, Bytes> spoken;

  FarKiosk(test::TestCollector& c, std::uint64_t seed) : random(seed), collector(c) {
    restart();
    collector.clock.advance(3'600'000);  // so that enrolling many kiosks is not trying too often
    REQUIRE(store->outbox.publish_record_key(record_key.public_key()));
    const auto issued = taken(collector->create_kiosk({.place = {"09.001.01.01"}, .label = "hall"}));
    int lost_answers = 2;
    const wire::Exchange exchange = [&](ByteView frame) -> wire::ExchangeResult {
      auto answer = collector->enrol(frame);
      if (lost_answers-- > 0) return tl::unexpected(wire::ExchangeFailure{});  // pinned there, not known here yet
      return answer;
    };
    agent::EnrolDoors doors{.folder = *store, .key = transport_key, .exchange = exchange, .random = random};
    const agent::CollectorUrl url{.base = "https://minbar.example.ma", .loopback = false};
    CHECK(agent::enrol(doors, url, issued.code, "test").error().code == Errc::network);
    CHECK(agent::enrol(doors, url, issued.code, "test").error().code == Errc::network);
    REQUIRE(agent::enrol(doors, url, issued.code, "test"));
    test::trust_what_is_shared(*store);
  }
  // The machine lost power and is back.
  void restart() {
    store.reset();
    store.emplace(
        test::Store(taken(store::Folder::open(folder.path() / "shared", store::Role::agent, collector.clock, random))));
    test::trust_what_is_shared(*store);
  }
  void speak() {
    const auto number = std::to_string(said.size());
    const Submission submission{.id = {random.array<16>()},
                                .place = {"09.001.01.01"},
                                .language = Language::ar,
                                .content_version = 1,
                                .made_at_s = 1'789'999'980,
                                .body = Proposal{{"public_services"}, "نقترح إصلاح الإنارة " + number, {}}};
    std::optional<ReceiptCode> code;
    if (random.below(4) == 0) {
      code = mint_receipt_code(random);
      receipts[submission.id] = taken(seal::derive_receipt_keys(*code, collector->id()));
    }
    std::optional<store::Spoken> voice;
    if (random.below(3) == 0) {
      auto& sound = spoken[submission.id];
      sound.resize(1 + random.below(40'000));
      random.fill(sound);
      voice = store::Spoken{.ogg = sound, .duration_ms = 5000};
    }
    REQUIRE(store->outbox.append(submission, code, record_key, voice));
    if (random.below(5) == 0) REQUIRE(store->outbox.append(submission, code, record_key, voice));
    said.emplace(submission.id, submission);
    if (random.below(4) == 0)
      REQUIRE(store->outbox.record_heartbeat(
          {.boot = {{1}}, .free_disk_bytes = 1, .content_version = 1, .program_version = "test"}, record_key));
  }
  // A coordinator answers one of those that came to the centre; some get more than one answer.
  void answer_one() {
    if (receipts.empty()) return;
    const auto& [record, keys] =
        *std::next(receipts.begin(), static_cast<std::ptrdiff_t>(random.below(receipts.size())));
    auto& answers = answered[keys.lookup];
    const Answer answer{.state = all_answer_states.at(random.below(all_answer_states.size())),
                        .text = "الجواب " + std::to_string(answers.size()),
                        .language = Language::ar,
                        .answered_at_s = collector.clock.wall_ms() / 1000};
    const auto given =
        collector->give_answer({.record = record, .answer = answer, .by = {.account = 1}, .seen = last_answer(record)});
    if (given)
      answers.push_back(answer);
    else
      CHECK(given.error().code == Errc::not_found);  // still on its way
  }
  std::int64_t last_answer(const RecordId& record) {
    return taken(collector->storage().read([&](db::Database& database) -> Result<std::int64_t> {
      const auto row = TRY(database.query_one("SELECT max(sequence) FROM answers WHERE record = $1", {record}));
      return row->maybe_integer(0).value_or(0);
    }));
  }
};

// Every answer that was given stands at the kiosk, in the order in which it was given, and opens for its citizen.
void answers_agree(FarKiosk& kiosk) {
  for (const auto& [record, keys] : kiosk.receipts) {
    const auto known = taken(kiosk.store->trails.knowledge_of(keys.lookup));
    CHECK(known.made_here == store::Delivery::delivered);
    std::vector<Answer> opened;
    for (const auto& reply : known.replies) opened.push_back(taken(wire::open_answer(keys, reply.sealed)));
    CHECK(opened == kiosk.answered[keys.lookup]);
  }
}

void agree(FarKiosk& kiosk) {
  CHECK(taken(kiosk.store->counts()) == store::Counts{.delivered = static_cast<std::int64_t>(kiosk.said.size())});
  const auto device = taken(kiosk.store->folder->enrolment())->device;
  const auto rows = taken(kiosk.collector->storage().read([&](db::Database& database) {
    return database.query("SELECT record, body FROM proposals WHERE device = $1", {device});
  }));
  CHECK(rows.size() == kiosk.said.size());
  for (const auto& row : rows) {
    const auto found = kiosk.said.find(row.id<RecordId>(0));
    REQUIRE(found != kiosk.said.end());
    CHECK(row.text(1) == std::get<Proposal>(found->second.body).text);
  }
}

// What was spoken is at the centre, byte for byte.
void agree_on_sound(FarKiosk& kiosk) {
  const auto keys = taken(collector::load_keys(kiosk.collector.options().data, kiosk.random));
  const auto device = taken(kiosk.store->folder->enrolment())->device;
  auto& storage = kiosk.collector->storage();
  for (const auto& [record, sound] : kiosk.spoken) {
    const auto sealed = taken(storage.read([&](db::Database& database) -> Result<std::optional<Bytes>> {
      const auto row = TRY(database.query_one("SELECT voice FROM proposals WHERE record = $1", {record}));
      REQUIRE(row);
      return collector::whole_blob(database, device, row->id<BlobId>(0));
    }));
    REQUIRE(sealed);
    CHECK(seal::open_blob(*sealed, keys.opening) == sound);
  }
}

// Speaks, attempts and loses power at random over a bad network; then lets it be good and looks.
void live_through(test::TestCollector& collector, std::uint64_t seed) {
  FarKiosk kiosk(collector, seed);
  test::FaultyExchange network([&](ByteView frame) { return collector->exchange(frame); }, seed * 31 + 1);
  const auto exchange = network.exchange();
  agent::PolicyState policy;
  for (int step = 0; step < 60; ++step) {
    agent::Session session{*kiosk.store, kiosk.transport_key, exchange, "test"};
    switch (kiosk.random.below(6)) {
      case 5:
        kiosk.answer_one();
        break;
      case 0:
      case 1:
        kiosk.speak();
        break;
      case 2:
        kiosk.restart();
        break;
      default: {
        const auto attempt = agent::exchange_once(session, policy.limits);
        policy = agent::next_step(policy, attempt, collector.clock.monotonic_ms(), kiosk.random).state;
        if (policy.limits.records > 5) policy.limits.records = 5;
        if (policy.limits.bytes > 20'000) policy.limits.bytes = 20'000;  // so that a recording takes several requests
      }
    }
  }
  CHECK(network.faults() > 5);
  network.calm();
  agent::Session session{*kiosk.store, kiosk.transport_key, exchange, "test"};
  agent::LoopDoors doors{collector.clock, kiosk.random, [](std::int64_t, bool) { return agent::Woken::time; }};
  CHECK(agent::run_once(session, doors).outcome == agent::Outcome::done);
  agree(kiosk);
  agree_on_sound(kiosk);
  for (int i = 0; i < 3; ++i) kiosk.answer_one();
  CHECK(agent::run_once(session, doors).outcome == agent::Outcome::done);
  answers_agree(kiosk);
}

}  // namespace

TEST_CASE("over any bad network nothing is missing and nothing is doubled") {
  test::TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", "a long enough password"));
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    INFO("seed " << seed);
    live_through(collector, seed);
  }
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 0);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == collector.count("SELECT count(*) FROM proposals"));
  CHECK(collector.count("SELECT count(*) FROM answers") > 48);
}

TEST_CASE("a collector that restarts between commit and answer doubles nothing") {
  test::TestCollector collector;
  FarKiosk kiosk(collector, 7);
  for (int i = 0; i < 12; ++i) kiosk.speak();
  bool first = true;
  const wire::Exchange exchange = [&](ByteView frame) -> wire::ExchangeResult {
    auto answer = collector->exchange(frame);
    if (!std::exchange(first, false)) return answer;
    collector.restart();
    return tl::unexpected(wire::ExchangeFailure{});
  };
  agent::Session session{*kiosk.store, kiosk.transport_key, exchange, "test"};
  CHECK(agent::exchange_once(session, {}).outcome == agent::Outcome::unreachable);
  CHECK(taken(kiosk.store->counts()).waiting == 12);
  CHECK(agent::exchange_once(session, {}).outcome == agent::Outcome::done);
  agree(kiosk);
}

TEST_CASE("a kiosk that another collector answers for gives it nothing") {
  test::TestCollector ours;
  test::TestCollector theirs;
  FarKiosk kiosk(ours, 8);
  kiosk.speak();
  const wire::Exchange exchange = [&](ByteView frame) { return theirs->exchange(frame); };
  agent::Session session{*kiosk.store, kiosk.transport_key, exchange, "test"};
  CHECK(agent::exchange_once(session, {}).outcome == agent::Outcome::unproved);
  CHECK(taken(kiosk.store->counts()).waiting == 1);
  CHECK(theirs.count("SELECT count(*) FROM envelopes") == 0);
}
