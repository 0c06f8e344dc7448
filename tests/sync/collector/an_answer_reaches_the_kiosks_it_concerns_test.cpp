#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/wire/answer_codec.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using collector::NewAnswer;
using test::TestCollector;
using test::TestKiosk;

namespace {

// A proposal that came to the centre, and what its citizen keeps.
struct Said {
  RecordId record;
  seal::ReceiptKeys keys;
};

// A kiosk that fetches what it is told until nothing is left, as the agent does.
struct Listener {
  TestKiosk kiosk;
  DeviceId device;
  wire::Cursor cursor = {};
  std::vector<wire::SealedReply> heard = {};
  int exchanges = 0;

  Listener(TestCollector& collector, const std::string& place) : kiosk(collector.random) {
    const auto issued = collector->create_kiosk({.place = {place}, .label = "at " + place});
    REQUIRE(issued.has_value());
    REQUIRE(kiosk.ask_to_enrol(*collector, issued->code).has_value());
    device = issued->device;
    collector.clock.advance(60'000);  // enrolments are not to come too often
  }
  wire::SyncReply ask(TestCollector& collector) {
    auto request = kiosk.request({});
    request.cursor = cursor;
    const auto reply =
        wire::open_sync_reply(collector->exchange(kiosk.frame(request)).value(), kiosk.pinned().signing_key).value();
    cursor = reply->cursor;
    ++exchanges;
    return *reply;
  }
  std::size_t listen(TestCollector& collector) {
    const auto before = heard.size();
    for (bool more = true; more;) {
      const auto reply = ask(collector);
      heard.insert(heard.end(), reply.replies.begin(), reply.replies.end());
      more = reply.more;
    }
    return heard.size() - before;
  }
};

struct AnsweringCentre {
  TestCollector collector;
  std::int64_t account = 0;

  AnsweringCentre() {
    REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
    account = collector.count("SELECT id FROM accounts");
  }

  Said say(TestKiosk& kiosk, const std::string& place) {
    auto submission = kiosk.proposal("a bench");
    submission.place = {place};
    if (place != kiosk.pinned().place.code.value) kiosk.tour(*collector, place);
    const seal::ReceiptKeys keys{.lookup = {collector.random.array<16>()}, .reply_key = {collector.random.array<32>()}};
    const auto reply = kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(submission, keys))});
    REQUIRE(reply.results[0].status == wire::RecordStatus::stored);
    return {submission.id, keys};
  }
  Result<std::int64_t> answer(const RecordId& record, std::int64_t seen = 0, std::string text = "نعم") {
    return collector->give_answer({.record = record,
                                   .answer = {.state = AnswerState::accepted,
                                              .text = std::move(text),
                                              .language = Language::ar,
                                              .answered_at_s = collector.clock.wall_ms() / 1000},
                                   .by = {.account = account},
                                   .seen = seen});
  }
};

void move(TestCollector& collector, const DeviceId& device, const std::string& place) {
  REQUIRE(collector->move_kiosk(device, {place}).has_value());
}

constexpr auto agadir = "09.001.01.01", province_of_agadir = "09.001", region_of_agadir = "09";
constexpr auto far_city = "06.141.01.0", elsewhere = "01.511.01.0", quarter = "01.511.01.05";

}  // namespace

TEST_CASE("an answer opens with the citizen's keys at the kiosk and tells what the coordinator wrote") {
  AnsweringCentre centre;
  Listener here(centre.collector, agadir);
  const auto said = centre.say(here.kiosk, agadir);
  CHECK(here.listen(centre.collector) == 0);
  REQUIRE(centre.answer(said.record, 0, "تم «الإصلاح»\n2026").has_value());
  REQUIRE(here.listen(centre.collector) == 1);
  CHECK(here.heard[0].lookup == said.keys.lookup);
  const auto answer = wire::open_answer(said.keys, here.heard[0].sealed);
  REQUIRE(answer.has_value());
  CHECK(answer->text == "تم «الإصلاح»\n2026");
  CHECK(here.listen(centre.collector) == 0);
}

TEST_CASE("kiosks of the place and of what lies in it or around it hear an answer and others do not") {
  AnsweringCentre centre;
  Listener maker(centre.collector, far_city);  // toured: recorded under another place than its own now
  Listener same(centre.collector, agadir), province(centre.collector, province_of_agadir);
  Listener region(centre.collector, region_of_agadir), far(centre.collector, elsewhere);
  Listener in_it(centre.collector, quarter);
  REQUIRE(centre.answer(centre.say(maker.kiosk, agadir).record).has_value());
  CHECK(maker.listen(centre.collector) == 1);
  CHECK(same.listen(centre.collector) == 1);
  CHECK(province.listen(centre.collector) == 1);
  CHECK(region.listen(centre.collector) == 1);
  CHECK(far.listen(centre.collector) == 0);
  // to a record of the whole region: everywhere in it, and nowhere else
  REQUIRE(centre.answer(centre.say(region.kiosk, region_of_agadir).record).has_value());
  CHECK(same.listen(centre.collector) == 1);
  CHECK(province.listen(centre.collector) == 1);
  CHECK(far.listen(centre.collector) == 0);
  // a quarter belongs to its city by the tree; the codes alone would not tell
  REQUIRE(centre.answer(centre.say(far.kiosk, elsewhere).record).has_value());
  CHECK(in_it.listen(centre.collector) == 1);
  REQUIRE(centre.answer(centre.say(in_it.kiosk, quarter).record).has_value());
  CHECK(far.listen(centre.collector) == 2);
}

TEST_CASE("a kiosk that was moved hears what its new place was answered before it came") {
  AnsweringCentre centre;
  Listener here(centre.collector, agadir), moved(centre.collector, elsewhere);
  for (int i = 0; i < 3; ++i) REQUIRE(centre.answer(centre.say(moved.kiosk, elsewhere).record).has_value());
  for (int i = 0; i < 2; ++i) REQUIRE(centre.answer(centre.say(here.kiosk, agadir).record).has_value());
  CHECK(moved.listen(centre.collector) == 3);
  move(centre.collector, moved.device, agadir);
  CHECK(moved.listen(centre.collector) == 5);  // the two of its new place, and again what was recorded on it
  CHECK(moved.listen(centre.collector) == 0);
  CHECK(here.listen(centre.collector) == 2);
}

TEST_CASE("a cursor that is none of ours begins at the beginning") {
  AnsweringCentre centre;
  Listener here(centre.collector, agadir);
  REQUIRE(centre.answer(centre.say(here.kiosk, agadir).record).has_value());
  for (const std::string cursor :
       {"", "1", ":", "09.001.01.01:", "09.001.01.01:x", "09.001.01.01:-1", "09.001.01.01:99999999999999999999",
        "09.001.01.0:1", "09.001.01.01:2"}) {  // the last: a number that an older backup has not given yet
    INFO(cursor);
    here.cursor = {cursor};
    CHECK(here.listen(centre.collector) == 1);
  }
  here.cursor = {"09.001.01.01:1"};
  CHECK(here.listen(centre.collector) == 0);
}

TEST_CASE("many answers come in batches of bounded number and size and each once") {
  AnsweringCentre centre;
  Listener here(centre.collector, agadir);
  const int count = static_cast<int>(limits::batch_replies) + 30;
  const auto said = centre.say(here.kiosk, agadir);
  std::int64_t seen = 0;
  for (int i = 0; i < count; ++i) seen = centre.answer(said.record, seen).value();
  CHECK(here.listen(centre.collector) == static_cast<std::size_t>(count));
  CHECK(here.exchanges == 2);
  std::string longest;
  for (std::size_t i = 0; i < limits::answer_code_points; ++i) longest += "\U0001F600";
  for (int i = 0; i < 150; ++i) seen = centre.answer(said.record, seen, longest).value();
  CHECK(here.listen(centre.collector) == 150);
  CHECK(here.exchanges == 4);
  for (std::size_t i = 1; i < here.heard.size(); ++i) CHECK(here.heard[i - 1].sequence < here.heard[i].sequence);
}

TEST_CASE("whoever did not see the newest answer cannot give another") {
  AnsweringCentre centre;
  Listener here(centre.collector, agadir);
  const auto said = centre.say(here.kiosk, agadir);
  const auto first = centre.answer(said.record).value();
  CHECK(centre.answer(said.record).error().code == Errc::conflict);
  CHECK(centre.answer(said.record, first + 1).error().code == Errc::conflict);
  CHECK(centre.collector.count("SELECT count(*) FROM answers") == 1);
  CHECK(centre.answer(said.record, first).has_value());
  CHECK(here.listen(centre.collector) == 2);
}

TEST_CASE("what cannot be answered says why and leaves nothing") {
  AnsweringCentre centre;
  Listener here(centre.collector, agadir);
  const auto without = here.kiosk.proposal("without a receipt");
  here.kiosk.send(*centre.collector, {seal::bytes_of_envelope(here.kiosk.seal_submission(without))});
  CHECK(centre.answer(without.id).error().code == Errc::denied);
  CHECK(centre.answer(RecordId{}).error().code == Errc::not_found);
  const auto said = centre.say(here.kiosk, agadir);
  CHECK(centre.answer(said.record, 0, " \n").error().code == Errc::bad_input);
  CHECK(centre.answer(said.record, 0, std::string(limits::answer_code_points + 1, 'x')).error().code ==
        Errc::too_large);
  CHECK(centre.collector.count("SELECT count(*) FROM answers") == 0);
  CHECK(centre.collector.count("SELECT count(*) FROM audit WHERE action = 'proposal_answered'") == 0);
}

TEST_CASE("who answered what is kept beside the answer") {
  AnsweringCentre centre;
  Listener here(centre.collector, agadir);
  const auto said = centre.say(here.kiosk, agadir);
  REQUIRE(centre.answer(said.record).has_value());
  const auto row =
      centre.collector->storage()
          .read([](db::Database& database) {
            return database.query_one("SELECT account, record FROM audit WHERE action = 'proposal_answered'");
          })
          .value()
          .value();
  CHECK(row.integer(0) == centre.account);
  CHECK(row.id<RecordId>(1) == said.record);
}

TEST_CASE("an answer stays where a withdrawn kiosk heard it and reaches the others") {
  AnsweringCentre centre;
  Listener here(centre.collector, agadir), beside(centre.collector, agadir);
  const auto said = centre.say(here.kiosk, agadir);
  REQUIRE(
      collector::revoke_kiosk(centre.collector->storage(), {.device = here.device, .by = centre.account, .at_ms = 1})
          .has_value());
  REQUIRE(centre.answer(said.record).has_value());
  CHECK_FALSE(centre.collector->exchange(here.kiosk.frame(here.kiosk.request({}))).has_value());
  CHECK(beside.listen(centre.collector) == 1);
}
