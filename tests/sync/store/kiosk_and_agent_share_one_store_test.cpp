#include <catch2/catch.hpp>

#include <atomic>
#include <set>
#include <thread>

#include "sync/db/database.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

TEST_CASE("a kiosk that appends and an agent that applies at once lose and double nothing") {
  test::EnrolledKiosk kiosk;
  constexpr int records = 60;
  std::vector<Submission> said;
  for (int i = 0; i < records; ++i) said.push_back(kiosk.proposal("نقترح"));
  test::SeededRandom kiosk_random(2);
  test::SeededRandom agent_random(3);
  std::atomic<bool> failed = false;
  std::thread citizen([&] {
    test::Store store(taken(store::Folder::open(kiosk.shared, store::Role::kiosk, kiosk.clock, kiosk_random)));
    store.folder->trust(kiosk.pin());
    for (const auto& submission : said)
      if (!store.outbox.append(submission, {}, kiosk.record_key)) failed = true;
  });
  test::Store store(taken(store::Folder::open(kiosk.shared, store::Role::agent, kiosk.clock, agent_random)));
  std::set<RecordId> seen;
  std::size_t delivered = 0;
  while (delivered < records && !failed) {
    const auto request = taken(store.carrier.make_request({.records = 7}, "test"));
    for (const auto& envelope : request.envelopes) {
      const auto fresh = seen.insert(taken(seal::parse_envelope(envelope)).header.record).second;
      if (!fresh) failed = true;
    }
    delivered += taken(store.carrier.apply_reply(kiosk.verified(kiosk.answer_to(request)))).delivered;
  }
  citizen.join();
  CHECK_FALSE(failed);
  CHECK(seen.size() == records);
  CHECK(store.counts() == store::Counts{.delivered = records});
  CHECK(taken(store.head()).sequence == records);
}

TEST_CASE("opening a store with a long outbox reads none of it") {
  test::EnrolledKiosk kiosk;
  auto database = taken(db::Database::open(kiosk.shared / "kiosk.db"));
  for (const char* sql :
       {"SELECT stored_ms FROM outbox WHERE state = 0 ORDER BY sequence LIMIT 1",
        "SELECT sequence, envelope, envelope_hash FROM outbox WHERE state = 0 ORDER BY sequence LIMIT 10",
        "SELECT sequence, state FROM outbox WHERE record_id = x'00'",
        "SELECT sequence, length(envelope) FROM outbox WHERE envelope_hash = x'00' AND state = 0",
        "SELECT sequence FROM outbox WHERE state IN (1, 2) AND envelope IS NOT NULL AND sequence <= 9 "
        "ORDER BY sequence LIMIT 10",
        "SELECT sequence FROM outbox WHERE state IN (1, 2) AND envelope IS NOT NULL AND sequence BETWEEN 1 AND 9 "
        "ORDER BY sequence DESC LIMIT 10",
        "SELECT sequence FROM outbox WHERE state = 3 AND sequence BETWEEN 1 AND 9 ORDER BY sequence DESC LIMIT 10",
        "SELECT sequence FROM blob WHERE state = 1 AND bytes IS NOT NULL ORDER BY sequence LIMIT 10",
        "SELECT state FROM outbox WHERE lookup_id = x'00'"}) {
    for (const auto& row : taken(database.query(std::string("EXPLAIN QUERY PLAN ") + sql))) {
      INFO(sql << ": " << row.text(3));
      const bool by_index = row.text(3).find("USING INDEX") != std::string::npos;
      CHECK(by_index);
    }
  }
}
