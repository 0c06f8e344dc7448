#include <catch2/catch.hpp>

#include "sync/collector/intake/sync_service.h"
#include "sync/collector/serve/registered.h"
#include "tests/sync/collector/published_pack.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using collector::ReplyPart;
using test::TestCollector;
using test::TestKiosk;

namespace {

const PetitionId lamps{"lamps"};

// One kiosk's exchange, while an answer is given to what it brought, a pack is published, another kiosk brings a
// signature and this kiosk is moved.
struct BusyMoment {
  TestCollector collector;
  TestKiosk kiosk{collector.random};
  TestKiosk other{collector.random};
  const collector::CollectorKeys keys = collector::load_keys(collector.options().data, collector.random).value();
  const std::unique_ptr<collector::ContentNames> names =
      collector::ContentNames::open(collector.options().content).value();
  const collector::Derivers derivers = collector::all_derivers(keys.opening);
  RecordId said{};

  BusyMoment() {
    REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
    kiosk.enrol(*collector, "Entrance");
    collector.clock.advance(60'000);  // enrolments are not to come too often
    other.enrol(*collector, "Market");
    const auto proposal = kiosk.proposal("a bench");
    said = proposal.id;
    const seal::ReceiptKeys receipt{.lookup = {collector.random.array<16>()},
                                    .reply_key = {collector.random.array<32>()}};
    kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(proposal, receipt))});
  }

  void everything_happens() {
    REQUIRE(collector
                ->give_answer({.record = said,
                               .answer = {.state = AnswerState::accepted,
                                          .text = "نعم",
                                          .language = Language::ar,
                                          .answered_at_s = collector.clock.wall_ms() / 1000},
                               .by = {.account = collector.count("SELECT id FROM accounts")}})
                .has_value());
    REQUIRE(test::publish(collector, {.files = test::files_that_say("Bonjour")}).has_value());
    other.send(*collector, {seal::bytes_of_envelope(other.seal_submission(other.signature(lamps.value, "JB123456")))});
    REQUIRE(collector->move_kiosk(kiosk.pinned().device, {"09.001"}).has_value());
  }

  std::unique_ptr<collector::Erased> erased =
      collector::Erased::open(collector::erased_file(collector.options().data)).value();

  // Everything happens before the part of that number.
  wire::SyncReply reply_with_a_busy_moment_before(std::size_t number) {
    auto parts = collector::all_reply_parts(*names, keys);
    parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(number),
                 [this](const collector::Composing&, wire::SyncReply&) -> Result<void> {
                   everything_happens();
                   return {};
                 });
    const collector::SyncService service({.storage = collector->storage(),
                                          .keys = keys,
                                          .collector = collector->id(),
                                          .erased = *erased,
                                          .names = *names,
                                          .clock = collector.clock,
                                          .derivers = derivers,
                                          .notes = {},
                                          .reply = std::move(parts)});
    auto request = kiosk.request({});
    request.place = kiosk.pinned().place.code;
    request.petitions = {lamps};
    return *wire::open_sync_reply(service.answer(kiosk.frame(request)).value(), kiosk.pinned().signing_key).value();
  }
};

}  // namespace

TEST_CASE("whatever happens while a reply is composed is in it wholly or not at all") {
  const auto parts = std::size_t{7};
  for (std::size_t number = 0; number <= parts; ++number) {
    BusyMoment town;
    REQUIRE(collector::all_reply_parts(*town.names, town.keys).size() == parts);
    const auto reply = town.reply_with_a_busy_moment_before(number);
    INFO("before part " << number);
    const bool all = number == 0;  // nothing was read yet
    CHECK(reply.replies.size() == (all ? 1 : 0));
    CHECK(reply.petitions.at(0).signatures == (all ? 1 : 0));
    CHECK(reply.place.has_value() == all);
    CHECK(reply.content.has_value() == all);
    CHECK(reply.cursor.value.starts_with(all ? "09.001:" : "09.001.01.01:"));
  }
}
