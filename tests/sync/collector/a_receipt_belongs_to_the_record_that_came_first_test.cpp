#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "sync/collector/features/fleet/held.h"
#include "sync/collector/features/fleet/held_decisions.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;

namespace {

// A citizen took a receipt home; somebody with a kiosk has seen its lookup id and says something under it.
struct TwoWithOneReceipt : test::SignedInTown {
  test::TestKiosk other{collector.random};
  ReceiptCode code = mint_receipt_code(collector.random);
  seal::ReceiptKeys keys;
  Submission first = kiosk.proposal("what the citizen proposed");
  Submission second = kiosk.proposal("what somebody else says");

  TwoWithOneReceipt() : SignedInTown("fr") {
    other.enrol(*collector, "Other hall");
    keys = seal::derive_receipt_keys(code, collector->id()).value();
  }
  wire::RecordResult deliver_first() { return deliver(kiosk, first, keys); }
  wire::RecordResult deliver_second() {
    return deliver(other, second, {.lookup = keys.lookup, .reply_key = {collector.random.array<32>()}});
  }
  wire::RecordResult deliver(test::TestKiosk& from, const Submission& said, const seal::ReceiptKeys& receipt) {
    return from.send(*collector, {seal::bytes_of_envelope(from.seal_submission(said, receipt))}).results.at(0);
  }
  Result<std::int64_t> answer(const RecordId& record, std::string text) {
    return collector->give_answer({.record = record,
                                   .answer = {.state = AnswerState::accepted,
                                              .text = std::move(text),
                                              .language = Language::fr,
                                              .answered_at_s = 1'790'000'000},
                                   .by = {.account = 1},
                                   .seen = 0});
  }
  std::string followed() { return browser.submit("/follow", "/follow", {{"code", format_receipt_code(code)}}).body; }
  void leave_aside() {
    const auto up_to = std::to_string(
        collector::held_claims(collector->storage(), collector::Scope::everywhere()).value().at(0).up_to);
    browser.submit("/held", "/held", {{"up_to", up_to}, {"decision", "left_aside"}});
  }
  void rebuild() {
    const auto opening = collector::load_keys(collector.options().data, collector.random).value();
    REQUIRE(collector::rebuild(collector->storage(), opening.opening, collector::all_derivers(opening.opening))
                .has_value());
  }
};

}  // namespace

TEST_CASE("a record that comes with the receipt of another is set aside and answers nobody") {
  TwoWithOneReceipt town;
  REQUIRE(town.deliver_first().status == wire::RecordStatus::stored);
  const auto result = town.deliver_second();
  CHECK(result.status == wire::RecordStatus::set_aside);
  CHECK(result.reason == wire::RecordReason::invalid_body);  // the word that a version 1 agent reads
  CHECK(town.collector.count("SELECT count(*) FROM set_aside WHERE reason = 'lookup_taken' AND length(bytes) > 0") ==
        1);
  CHECK(town.answer(town.second.id, "said to the attacker").error().code == Errc::not_found);
  REQUIRE(town.answer(town.first.id, "said to the citizen").has_value());
  CHECK(test::has(town.followed(), "said to the citizen"));
  CHECK_FALSE(test::has(town.followed(), "attacker"));
  const auto page = town.browser.get("/held").body;
  CHECK(test::has(page, "Venus avec le récépissé d’un autre"));
  CHECK(test::has(page, "Other hall"));
}

TEST_CASE("the same record again keeps its own receipt") {
  TwoWithOneReceipt town;
  const auto bytes = seal::bytes_of_envelope(town.kiosk.seal_submission(town.first, town.keys));
  CHECK(town.kiosk.send(*town.collector, {bytes, bytes}).results.at(1).status == wire::RecordStatus::known);
  CHECK(town.collector.count("SELECT count(*) FROM set_aside") == 0);
}

TEST_CASE("two records of one batch with one receipt are told apart by their order") {
  TwoWithOneReceipt town;
  std::vector<Bytes> batch;
  for (const auto& said : {town.first, town.second})
    batch.push_back(seal::bytes_of_envelope(town.kiosk.seal_submission(said, town.keys)));
  const auto reply = town.kiosk.send(*town.collector, batch);
  CHECK(reply.results.at(0).status == wire::RecordStatus::stored);
  CHECK(reply.results.at(1).status == wire::RecordStatus::set_aside);
}

TEST_CASE("a record that is held keeps its receipt and its citizen sees that it has arrived") {
  TwoWithOneReceipt town;
  town.first.place = {"06.141.01.0"};
  REQUIRE(town.deliver_first().status == wire::RecordStatus::stored);
  CHECK(town.deliver_second().status == wire::RecordStatus::set_aside);
  CHECK(town.collector.count("SELECT count(*) FROM proposals") == 0);
  CHECK(test::has(town.followed(), "septembre 2026"));
}

TEST_CASE("a rebuild leaves a receipt with the record that came first also where an older collector did not") {
  TwoWithOneReceipt town;
  town.deliver_first();
  town.deliver_second();
  town.rebuild();
  CHECK(town.collector.count("SELECT count(*) FROM proposals") == 1);
  // as if both had been taken at their word
  REQUIRE(town.collector->storage()
              .write([](db::Database& database) { return database.execute("DELETE FROM set_aside"); })
              .value() == 1);
  town.rebuild();
  CHECK(town.collector.count("SELECT count(*) FROM proposals WHERE body = 'what the citizen proposed'") == 1);
  CHECK(town.collector.count("SELECT count(*) FROM proposals") == 1);
  CHECK(town.collector.count("SELECT count(*) FROM set_aside WHERE reason = 'lookup_taken'") == 1);
}

TEST_CASE("a later record that was answered before this rule stays in the inbox without the receipt") {
  TwoWithOneReceipt town;
  // as an older collector took it at its word and somebody answered it
  town.deliver_first();
  const auto sealed = town.other.seal_submission(
      town.second, seal::ReceiptKeys{.lookup = town.keys.lookup, .reply_key = {town.collector.random.array<32>()}});
  town.other.send(*town.collector, {seal::bytes_of_envelope(sealed)});
  const auto write = [&](std::string_view sql, std::initializer_list<db::Param> params = {}) {
    REQUIRE(town.collector->storage()
                .write([&](db::Database& database) { return database.execute(sql, params); })
                .value() == 1);
  };
  write("DELETE FROM set_aside");
  write(
      "INSERT INTO answers (record, lookup, place, device, state, language, text, sealed, account, answered_at_ms) "
      "VALUES ($1, $2, '09', $3, 'accepted', 'fr', 'said to the later one', zeroblob(40), 1, 5)",
      {town.second.id, town.keys.lookup, town.other.pinned().device});
  for (int i = 0; i < 2; ++i) {
    town.rebuild();
    CHECK(town.collector.count("SELECT count(*) FROM set_aside") == 0);
    CHECK(town.collector.count("SELECT count(*) FROM proposals WHERE lookup IS NOT NULL AND arrival = 1") == 1);
    CHECK(town.collector.count("SELECT count(*) FROM proposals WHERE lookup IS NULL AND reply_key IS NULL AND "
                               "answer_state = 'accepted' AND body = 'what somebody else says'") == 1);
  }
  CHECK(test::has(town.browser.get("/proposals/" + to_hex(town.second.id.view())).body, "said to the later one"));
}

TEST_CASE("a record that is left aside gives its receipt to the one that was set aside for it") {
  TwoWithOneReceipt town;
  town.second.place = {"06.141.01.0"};  // held, and brought before the citizen's own record came
  REQUIRE(town.deliver_second().status == wire::RecordStatus::stored);
  REQUIRE(town.deliver_first().status == wire::RecordStatus::set_aside);
  CHECK(town.collector.count("SELECT count(*) FROM proposals") == 0);
  town.leave_aside();
  for (int i = 0; i < 2; ++i) {
    CHECK(town.collector.count("SELECT count(*) FROM proposals WHERE body = 'what the citizen proposed' AND lookup IS "
                               "NOT NULL AND reply_key IS NOT NULL") == 1);
    CHECK(town.collector.count("SELECT count(*) FROM proposals") == 1);
    CHECK(town.collector.count("SELECT count(*) FROM set_aside") == 0);
    town.rebuild();
  }
  REQUIRE(town.answer(town.first.id, "said to the citizen").has_value());
  CHECK(test::has(town.followed(), "said to the citizen"));
}

TEST_CASE("a record that comes after another with its receipt was left aside is taken and answers its citizen") {
  TwoWithOneReceipt town;
  town.second.place = {"06.141.01.0"};
  REQUIRE(town.deliver_second().status == wire::RecordStatus::stored);
  town.leave_aside();
  CHECK(test::has(town.followed(), "septembre 2026"));  // it has arrived, and that is all
  REQUIRE(town.deliver_first().status == wire::RecordStatus::stored);
  REQUIRE(town.answer(town.first.id, "said to the citizen").has_value());
  town.rebuild();
  CHECK(town.collector.count("SELECT count(*) FROM proposals WHERE lookup IS NOT NULL") == 1);
  CHECK(test::has(town.followed(), "said to the citizen"));
}

TEST_CASE("a petition that somebody wants to start keeps its receipt and is answered as a proposal is") {
  TwoWithOneReceipt town;
  town.first.body = PetitionStart{.addressee = {"09"},
                                  .object = "a bus line",
                                  .reasons = "none runs",
                                  .representative = {.name = "Hassan", .national_id = "J9", .contact = "0600000000"},
                                  .association = {},
                                  .authorisation = "D-GC-1/2026"};
  REQUIRE(town.deliver_first().status == wire::RecordStatus::stored);
  CHECK(town.deliver_second().status == wire::RecordStatus::set_aside);
  const auto page = "/proposals/" + to_hex(town.first.id.view());
  REQUIRE(town.answer(town.first.id, "said to who asked").has_value());
  for (int i = 0; i < 2; ++i) {
    CHECK(test::has(town.browser.get("/inbox?show=accepted").body, page));
    CHECK(test::has(town.browser.get(page).body, "a bus line\n\nnone runs"));
    CHECK(test::has(town.browser.get(page).body, "said to who asked"));
    CHECK(test::has(town.followed(), "said to who asked"));
    CHECK(test::has(town.browser.get("/held").body, "Other hall"));
    town.rebuild();
  }
}

TEST_CASE("of several that were set aside for one receipt only the first is freed") {
  TwoWithOneReceipt town;
  auto third = town.other.proposal("a third");
  town.second.place = {"06.141.01.0"};
  town.deliver_second();
  town.deliver_first();
  CHECK(town.deliver(town.other, third, town.keys).status == wire::RecordStatus::set_aside);
  town.leave_aside();
  CHECK(town.collector.count("SELECT count(*) FROM proposals WHERE body = 'what the citizen proposed'") == 1);
  CHECK(town.collector.count("SELECT count(*) FROM set_aside WHERE reason = 'lookup_taken'") == 1);
}

TEST_CASE("a receipt that comes free is given back while others are taken and stay so") {
  TwoWithOneReceipt town;
  const auto another = [&] {
    return seal::ReceiptKeys{.lookup = {town.collector.random.array<16>()},
                             .reply_key = {town.collector.random.array<32>()}};
  };
  const auto taken = another();
  CHECK(town.deliver(town.kiosk, town.kiosk.proposal("of another receipt"), taken).status ==
        wire::RecordStatus::stored);
  auto start = town.kiosk.proposal("");
  start.body = PetitionStart{.addressee = {"09"},
                             .object = "a bus line",
                             .reasons = "none runs",
                             .representative = {.name = "Hassan", .national_id = "J9", .contact = "0600000000"},
                             .association = {},
                             .authorisation = "D-GC-1/2026"};
  CHECK(town.deliver(town.kiosk, start, another()).status == wire::RecordStatus::stored);
  CHECK(town.deliver(town.other, town.other.proposal("under a taken one"), taken).status ==
        wire::RecordStatus::set_aside);
  town.second.place = {"06.141.01.0"};
  REQUIRE(town.deliver_second().status == wire::RecordStatus::stored);
  REQUIRE(town.deliver_first().status == wire::RecordStatus::set_aside);
  auto waits = town.kiosk.proposal("waits for a decision");
  waits.place = {"09.541.01.13"};
  REQUIRE(town.deliver(town.kiosk, waits, another()).status == wire::RecordStatus::stored);
  const auto claims = collector::held_claims(town.collector->storage(), collector::Scope::everywhere()).value();
  REQUIRE(claims.size() == 2);
  for (const auto& claim : claims)
    if (claim.place == "06.141.01.0")
      town.browser.submit("/held", "/held", {{"up_to", std::to_string(claim.up_to)}, {"decision", "left_aside"}});
  CHECK(town.collector.count("SELECT count(*) FROM proposals WHERE body = 'what the citizen proposed' AND lookup IS "
                             "NOT NULL") == 1);
  CHECK(town.collector.count("SELECT count(*) FROM proposals") == 2);
  CHECK(town.collector.count("SELECT count(*) FROM set_aside WHERE reason = 'lookup_taken'") == 1);
}

TEST_CASE("the page names both kiosks of a receipt and accuses neither") {
  for (const bool held : {false, true}) {
    TwoWithOneReceipt town;
    if (held) town.first.place = {"06.141.01.0"};
    town.deliver_first();
    town.deliver_second();
    const auto taken = collector::taken_receipts(town.collector->storage(), collector::Scope::everywhere()).value();
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].kiosk == "Other hall");
    CHECK(taken[0].holder == "Town hall");
    CHECK(taken[0].records == 1);
    const auto page = town.browser.get("/held").body;
    const auto section = page.substr(page.find("id=\"receipts\""));
    CHECK(test::has(section, "<bdi>Other hall</bdi>"));
    CHECK(test::has(section, "<bdi>Town hall</bdi>"));
    CHECK(test::has(section, "veuillez vérifier les deux"));
  }
}
