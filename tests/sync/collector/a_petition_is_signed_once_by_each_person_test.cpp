#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/collector/features/petitions/counts.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"
#include "tests/sync/petition_forms.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;

namespace {

wire::RecordStatus deliver_signature(TestCollector& collector, TestKiosk& kiosk, const Submission& said,
                                     const std::optional<seal::ReceiptKeys>& receipt = {}) {
  return kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(said, receipt))}).results.at(0).status;
}

std::int64_t signers(TestCollector& collector, const std::string& petition) {
  return collector.count("SELECT coalesce(max(signers), 0) FROM petition_tallies WHERE petition = '" + petition + "'");
}

}  // namespace

TEST_CASE("a second signature of one person is kept and answered alike and does not count") {
  TestCollector collector;
  TestKiosk kiosk(collector.random), other(collector.random);
  kiosk.enrol(*collector, "One");
  other.enrol(*collector, "Two");
  CHECK(deliver_signature(collector, kiosk, kiosk.signature("bus", "JB123456")) == wire::RecordStatus::stored);
  auto again = other.signature("bus", "JB123456");
  std::get<PetitionSignature>(again.body).family_name = "written otherwise";
  CHECK(deliver_signature(collector, other, again) == wire::RecordStatus::stored);
  CHECK(deliver_signature(collector, other, other.signature("bus", "J7")) == wire::RecordStatus::stored);
  CHECK(deliver_signature(collector, other, other.signature("library", "JB123456")) == wire::RecordStatus::stored);
  CHECK(signers(collector, "bus") == 2);
  CHECK(signers(collector, "library") == 1);
  CHECK(collector.count("SELECT count(*) FROM petition_signatures WHERE petition = 'bus'") == 3);
  CHECK(collector.count("SELECT count(*) FROM petition_signatures WHERE petition = 'bus' AND counts = 1") == 2);
}

TEST_CASE("neither a name nor a national id stands in a derived table and petitions cannot be joined") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  deliver_signature(collector, kiosk, kiosk.signature("bus", "JB123456"));
  deliver_signature(collector, kiosk, kiosk.signature("library", "JB123456"));
  const auto rows = collector->storage()
                        .read([](db::Database& database) {
                          return database.query(
                              "SELECT signer, petition || place || residence || link FROM "
                              "petition_signatures ORDER BY arrival");
                        })
                        .value();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].bytes(0) != rows[1].bytes(0));
  for (const auto& row : rows) {
    CHECK(row.text(1).find("123456") == std::string::npos);
    CHECK(row.text(1).find("Fatima") == std::string::npos);
    // nor is it a hash that anybody could try numbers against
    CHECK(row.bytes(0) != to_bytes(seal::hash_of(bytes_of("JB123456")).view()));
  }
}

TEST_CASE("a signature with a receipt and one that lacks something are set aside and count nothing") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const seal::ReceiptKeys receipt{.lookup = {.bytes = collector.random.array<16>()},
                                  .reply_key = {.bytes = collector.random.array<32>()}};
  CHECK(deliver_signature(collector, kiosk, kiosk.signature("bus", "J1"), receipt) == wire::RecordStatus::set_aside);
  CHECK(deliver_signature(collector, kiosk, kiosk.signature("bus", "12345")) == wire::RecordStatus::set_aside);
  CHECK(signers(collector, "bus") == 0);
}

TEST_CASE("the collector takes of the shared vectors what the kiosk takes") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  for (const auto& form : test::petition_forms()) {
    if (form.list != ElectoralList::not_asked) continue;
    auto said = kiosk.proposal("");
    said.body = form.body;
    INFO(form.name);
    CHECK(deliver_signature(collector, kiosk, said) ==
          (form.gaps.empty() ? wire::RecordStatus::stored : wire::RecordStatus::set_aside));
  }
}

TEST_CASE("a petition that somebody wants to start stands in the inbox with its receipt") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto said = kiosk.proposal("");
  for (const auto& form : test::petition_forms())
    if (std::holds_alternative<PetitionStart>(form.body) && form.gaps.empty()) said.body = form.body;
  const seal::ReceiptKeys receipt{.lookup = {.bytes = collector.random.array<16>()},
                                  .reply_key = {.bytes = collector.random.array<32>()}};
  CHECK(deliver_signature(collector, kiosk, said, receipt) == wire::RecordStatus::stored);
  CHECK(collector.count("SELECT count(*) FROM petition_starts WHERE lookup IS NOT NULL AND addressee = '09.001.01.01' "
                        "AND representative_name = 'Hassan Oubella' AND object LIKE '%حافلة%'") == 1);
  CHECK(collector.count("SELECT count(*) FROM petition_starts WHERE object LIKE '%J99%' OR reasons LIKE '%J99%' OR "
                        "representative_contact LIKE '%J99%' OR association LIKE '%J99%'") == 0);
  CHECK(collector.count("SELECT count(*) FROM proposals") == 0);
}

TEST_CASE("a count says up to when it is complete and how many kiosks are silent") {
  TestCollector collector;
  TestKiosk heard(collector.random), behind(collector.random), silent(collector.random);
  heard.enrol(*collector, "One");
  behind.enrol(*collector, "Two");
  silent.enrol(*collector, "Three");
  const auto counted = [&](const std::string& petition, bool takes = true) {
    const std::vector<PetitionId> asked{{petition}};
    return collector->storage()
        .read([&](db::Database& database) {
          return collector::count_petitions(
              database, asked, [&](const PlaceCode&, const PetitionId&) { return takes; }, collector.clock.wall_ms());
        })
        .value()
        .at(0);
  };
  CHECK(counted("bus").silent_kiosks == 3);
  CHECK_FALSE(counted("bus").complete_up_to_s);

  const auto now = collector.clock.wall_ms();
  auto signature = seal::bytes_of_envelope(heard.seal_submission(heard.signature("bus", "J1")));
  heard.send(*collector, {signature}, heard.heartbeat(now - 60'000));
  behind.send(*collector, {}, behind.heartbeat(now - 120'000));
  auto count = counted("bus");
  CHECK(count.signatures == 1);
  CHECK(count.silent_kiosks == 1);
  CHECK(count.complete_up_to_s == (now - 120'000) / 1000);  // the one that is furthest behind
  CHECK(counted("bus", false).silent_kiosks == 0);
  CHECK(counted("nobody signed this").signatures == 0);

  collector.clock.advance(limits::silent_after_ms);
  count = counted("bus");
  CHECK(count.silent_kiosks == 3);
  CHECK_FALSE(count.complete_up_to_s);
}

TEST_CASE("two kiosks of which one has the copied disk of the other are heard each for itself") {
  TestCollector collector;
  TestKiosk one(collector.random), copy(collector.random);
  one.enrol(*collector, "One");
  copy.enrol(*collector, "Two");
  copy.turn_back_to(one.head());  // one chain, as both say
  one.send(*collector, {}, one.heartbeat(collector.clock.wall_ms()));
  collector.clock.advance(limits::silent_after_ms);
  const auto now = collector.clock.wall_ms();
  copy.send(*collector, {}, copy.heartbeat(now));
  const std::vector<PetitionId> asked{{"bus"}};
  const auto counts = collector->storage()
                          .read([&](db::Database& database) {
                            return collector::count_petitions(
                                database, asked, [](const PlaceCode&, const PetitionId&) { return true; }, now);
                          })
                          .value();
  CHECK(counts.at(0).silent_kiosks == 1);
  CHECK(counts.at(0).complete_up_to_s == now / 1000);
}

TEST_CASE("a count is not called complete while a kiosk that is heard has promised nothing") {
  TestCollector collector;
  TestKiosk complete(collector.random), lacking(collector.random);
  complete.enrol(*collector, "One");
  lacking.enrol(*collector, "Two");
  const auto counted = [&] {
    const std::vector<PetitionId> asked{{"bus"}};
    return collector->storage()
        .read([&](db::Database& database) {
          return collector::count_petitions(
              database, asked, [](const PlaceCode&, const PetitionId&) { return true; }, collector.clock.wall_ms());
        })
        .value()
        .at(0);
  };
  const auto now = collector.clock.wall_ms();
  complete.send(*collector, {}, complete.heartbeat(now - 60'000));
  const auto on_its_way = seal::bytes_of_envelope(lacking.seal_submission(lacking.signature("bus", "J1")));
  lacking.send(*collector, {}, lacking.heartbeat(now - 30'000));
  CHECK(counted().silent_kiosks == 0);
  CHECK_FALSE(counted().complete_up_to_s);
  lacking.send(*collector, {on_its_way}, lacking.heartbeat(now));
  CHECK(counted().complete_up_to_s == (now - 60'000) / 1000);
}

TEST_CASE("a kiosk that asks how far petitions are is answered in its order") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(kiosk.signature("bus", "J1")))});
  auto asked = kiosk.request({});
  asked.petitions = {{"library"}, {"bus"}};
  const auto answer = collector->exchange(kiosk.frame(asked));
  REQUIRE(answer.has_value());
  const auto reply = wire::open_sync_reply(*answer, kiosk.pinned().signing_key).value();
  REQUIRE(reply->petitions.size() == 2);
  CHECK(reply->petitions[0].signatures == 0);
  CHECK(reply->petitions[1].signatures == 1);
  CHECK(reply->petitions[1].counted_at_s == collector.clock.wall_ms() / 1000);
}
