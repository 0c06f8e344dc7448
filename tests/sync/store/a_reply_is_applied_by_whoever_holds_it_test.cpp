// Requests and replies that part on their way, as files on a stick do: made by one process, applied by another, twice,
// in another order, or after what they say has been overtaken.
#include <catch2/catch.hpp>

#include "sync/db/database.h"
#include "tests/sync/carried_pack.h"

using namespace minbar;
using test::taken;

namespace {

// A kiosk with things to carry, and each time a process of its own that carries.
struct Errands {
  test::EnrolledKiosk kiosk;
  test::Store screen = kiosk.open(store::Role::kiosk);

  void say(const std::string& text, std::size_t sound = 0) {
    Bytes ogg(sound);
    kiosk.random.fill(ogg);
    std::optional<store::Spoken> spoken;
    if (sound > 0) spoken = store::Spoken{.ogg = ogg, .duration_ms = 60'000};
    REQUIRE(screen.outbox.append(kiosk.proposal(text), {}, kiosk.record_key, spoken));
  }
  void beat() { REQUIRE(screen.outbox.record_heartbeat({.content_version = 1}, kiosk.record_key)); }
  wire::SyncRequest ask(const store::RequestLimits& limits = {}) {
    return taken(kiosk.open(store::Role::agent).carrier.make_request(limits, "test"));
  }
  store::Applied bring(const wire::SyncReply& reply) {
    return taken(kiosk.open(store::Role::agent).carrier.apply_reply(kiosk.verified(reply)));
  }
  // A collector that took everything and has so much of the recording.
  wire::SyncReply has(const wire::SyncRequest& request, std::int64_t have, bool done = false) const {
    auto reply = kiosk.answer_to(request);
    for (const auto& piece : request.pieces)
      if (reply.blobs.empty()) reply.blobs = {{.blob = piece.blob, .known = true, .have = have, .done = done}};
    return reply;
  }
  // As whoever may write in the folder.
  void write(std::string_view sql) const {
    auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
    REQUIRE(database.run_script(sql));
  }
  [[nodiscard]] std::int64_t rows() const {
    auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
    return taken(database.query_one("SELECT count(*) FROM asked"))->integer(0);
  }
};

wire::Place another_town() { return {.code = {"01.511.01.0"}, .name_ar = "طنجة", .name_fr = "Tanger", .zone = "UTC"}; }

std::vector<PetitionCount> for_the_bus(std::int64_t signatures) {
  return {{.petition = {"bus"},
           .signatures = signatures,
           .complete_up_to_s = {},
           .silent_kiosks = 0,
           .counted_at_s = 1'790'000'000}};
}

}  // namespace

TEST_CASE("what one process asked another applies and records heartbeat and pieces are delivered once") {
  Errands errands;
  errands.say("first");
  errands.say("", 200'000);
  errands.beat();
  const auto request = errands.ask();
  REQUIRE(request.envelopes.size() == 2);
  REQUIRE(request.pieces.size() == 4);
  REQUIRE(request.heartbeat);
  const auto reply = errands.has(request, 200'000, true);
  CHECK(errands.bring(reply) == store::Applied{.delivered = 2, .blobs = 1});
  CHECK(errands.screen.counts() == store::Counts{.delivered = 2});
  const auto next = errands.ask();
  CHECK(next.envelopes.empty());
  CHECK(next.pieces.empty());
  CHECK_FALSE(next.heartbeat);
  CHECK(next.cursor == reply.cursor);
}

TEST_CASE("a recording goes on from where the collector says that it has it") {
  Errands errands;
  errands.say("", 200'000);
  auto request = errands.ask();
  CHECK(errands.bring(errands.has(request, 70'000)).blob_bytes == 70'000);
  request = errands.ask();
  CHECK(request.pieces.front().offset == 70'000);
  auto silent = errands.has(request, 0);
  silent.blobs.clear();  // a release before pieces says nothing of what was offered
  errands.bring(silent);
  request = errands.ask();
  REQUIRE(request.pieces.size() == 1);
  CHECK(request.pieces.front().bytes.empty());
}

TEST_CASE("a reply that comes twice changes nothing the second time") {
  Errands errands;
  errands.say("", 200'000);
  errands.beat();
  REQUIRE(errands.screen.trails.watch_petitions(std::vector<PetitionId>{{"bus"}}));
  auto reply = errands.has(errands.ask(), 70'000);
  reply.replies = {{.sequence = 1, .lookup = {}, .sealed = {1, 2}}};
  reply.petitions = for_the_bus(812);
  reply.place = another_town();
  const auto first = errands.bring(reply);
  CHECK(first.moved);
  CHECK(first.replies == 1);
  CHECK(first.petitions == 1);
  const auto before = errands.ask();
  CHECK(errands.bring(reply) == store::Applied{.blobs_left = true, .late = true});
  auto after = errands.ask();
  after.request = before.request;
  CHECK(after == before);
  CHECK(errands.screen.counts() == store::Counts{.delivered = 1, .blobs_waiting = 1});
}

TEST_CASE("a reply to a request from before the last answered one delivers what it names and sets nothing back") {
  Errands errands;
  errands.say("first");
  errands.say("", 200'000);
  errands.beat();
  REQUIRE(errands.screen.trails.watch_petitions(std::vector<PetitionId>{{"bus"}}));
  const auto on_a_stick = errands.ask({.records = 1});
  const auto online = errands.ask();
  errands.beat();
  auto late = errands.has(on_a_stick, 0);
  late.cursor = {"0/1"};
  late.place = another_town();
  late.petitions = for_the_bus(1);
  late.content = wire::ContentOffer{.version = 2, .hash = {}, .size_bytes = 10};
  late.replies = {{.sequence = 1, .lookup = {}, .sealed = {1}}, {.sequence = 2, .lookup = {}, .sealed = {2}}};
  auto news = errands.has(online, 70'000);
  news.results.erase(news.results.begin());  // it knows only the second record
  news.cursor = {"0/9"};
  news.petitions = for_the_bus(9);
  news.replies = {{.sequence = 1, .lookup = {}, .sealed = {9}}};
  CHECK(errands.bring(news).delivered == 1);

  const auto applied = errands.bring(late);
  CHECK(applied.delivered == 1);
  CHECK(applied.replies == 1);  // the one that was missing
  CHECK(applied.petitions == 0);
  CHECK_FALSE(applied.moved);
  CHECK_FALSE(applied.more_content);
  CHECK(errands.screen.counts() == store::Counts{.delivered = 2, .blobs_waiting = 1});
  CHECK(taken(errands.screen.trails.petition_counts()).front().signatures == 9);
  CHECK(taken(errands.screen.trails.knowledge_of({})).replies.front().sealed == Bytes{9});
  const auto next = errands.ask();
  CHECK(next.cursor.value == "0/9");
  CHECK(next.place == errands.kiosk.enrolment.place.code);
  CHECK(next.heartbeat);  // of after both
  CHECK(next.pieces.front().offset == 70'000);
  CHECK(errands.bring(errands.has(next, 200'000, true)).blobs == 1);
}

TEST_CASE("a stale word about a recording never keeps it back however often it comes") {
  Errands errands;
  errands.say("", 200'000);
  const auto stale = errands.has(errands.ask(), 0);
  errands.bring(errands.has(errands.ask(), 70'000));
  for (std::int64_t i = 0; i <= limits::blob_restarts; ++i) errands.bring(stale);
  CHECK(errands.screen.counts() == store::Counts{.delivered = 1, .blobs_waiting = 1});
  CHECK(errands.ask().pieces.front().offset == 70'000);
}

TEST_CASE("a request that was never answered leaves the replies to those before it their full word") {
  Errands errands;
  errands.say("first");
  errands.beat();
  const auto on_a_stick = errands.ask();
  const auto cut_off = errands.ask();
  REQUIRE(errands.screen.carrier.forget_request(cut_off.request));
  auto reply = errands.has(on_a_stick, 0);
  reply.place = another_town();
  CHECK(errands.bring(reply) == store::Applied{.delivered = 1, .moved = true});
  CHECK_FALSE(errands.ask().heartbeat);
}

TEST_CASE("a reply to a request that nobody here knows delivers the records that it names and no more") {
  Errands errands;
  errands.say("first");
  errands.beat();
  auto reply = errands.has(errands.ask(), 0);
  reply.request.bytes[0] ^= 1;
  reply.place = another_town();
  CHECK(errands.bring(reply) == store::Applied{.delivered = 1, .late = true});
  CHECK(errands.ask().heartbeat);
}

TEST_CASE("the requests that a folder remembers have a bound and go with the first answer to a later one") {
  Errands errands;
  errands.say("first");
  wire::SyncRequest last;
  for (std::int64_t i = 0; i < limits::requests_awaited + 5; ++i) last = errands.ask();
  CHECK(errands.rows() == limits::requests_awaited);
  errands.bring(errands.has(last, 0));
  CHECK(errands.rows() == 0);
}

TEST_CASE("a full disk stops neither a request nor what the reply to it marks") {
  Errands errands;
  errands.say("first", 3000);
  errands.say("second");
  // a row that leaves no place for another in its page, and no page is left
  errands.write("INSERT INTO asked (request, heartbeat, blobs) VALUES (randomblob(16), 0, zeroblob(4032))");
  static_cast<void>(errands.screen.folder->database().checkpoint());
  const auto size = std::filesystem::file_size(errands.kiosk.shared / "kiosk.db");
  auto full = errands.kiosk.open(store::Role::agent, {.max_bytes = static_cast<std::int64_t>(size)});
  const auto request = taken(full.carrier.make_request({}, "test"));
  CHECK(errands.rows() == 1);  // it could not be noted
  const auto applied = taken(full.carrier.apply_reply(errands.kiosk.verified(errands.has(request, 3000, true))));
  CHECK(applied == store::Applied{.delivered = 2, .blobs = 1, .late = true, .dropped = 2});
}

TEST_CASE("rows of requests that somebody wrote wrong stop nothing") {
  Errands errands;
  errands.say("first", 3000);
  errands.write(
      "INSERT INTO asked (number, request, heartbeat, blobs) VALUES (9223372036854775807, randomblob(16), "
      "9223372036854775807, randomblob(3200))");
  for (int i = 0; i < 3; ++i) {
    errands.beat();
    const auto request = errands.ask();
    REQUIRE(request.heartbeat);
    errands.bring(errands.has(request, 3000, true));
  }
  CHECK(errands.screen.counts() == store::Counts{.delivered = 1});
  CHECK_FALSE(errands.ask().heartbeat);
}

TEST_CASE("the last request is remembered whatever rows somebody wrote") {
  const std::string numbered =
      "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < 39) "
      "INSERT INTO asked (number, request, heartbeat, blobs) SELECT ";
  for (const std::string number : {"9223372036854775807 - i", "4611686018427387903 - i", "i - 20", "-i"}) {
    CAPTURE(number);
    Errands errands;
    errands.say("first");
    errands.write(numbered + number + ", randomblob(16), 5, zeroblob(32) FROM c");
    auto reply = errands.has(errands.ask(), 0);
    CHECK(errands.rows() <= limits::requests_awaited);
    reply.cursor = {"0/9"};
    CHECK(errands.bring(reply) == store::Applied{.delivered = 1});
    CHECK(errands.rows() == 0);
    CHECK(errands.ask().cursor.value == "0/9");
  }
}
