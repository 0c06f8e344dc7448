#include <algorithm>
#include <catch2/catch.hpp>

#include "sync/collector/intake/rebuild.h"
#include "sync/collector/intake/safe_point.h"
#include "tests/sync/collector/spoken_town.h"

using namespace minbar;
using test::Spoken;

TEST_CASE("pieces in one request with their record make the recording whole") {
  Spoken town;
  const auto state = town.send({town.piece(0, 65'536), town.piece(65'536, 65'536)}, {town.record(town.blob)});
  CHECK(state.known);
  CHECK(state.done);
  CHECK_FALSE(state.safe);
  CHECK(state.have == static_cast<std::int64_t>(town.sealed.size()));
}

TEST_CASE(
    "a recording is safe once a verified backup holds it and a whole one that no backup has is kept at its kiosk") {
  Spoken town;
  const auto note = [&](const collector::SafePoint& point) {
    REQUIRE(town.collector->storage()
                .write([&](db::Database& database) { return collector::note_safe(database, point, 5); })
                .has_value());
  };
  town.deliver_record();
  CHECK_FALSE(town.send({town.piece(0, 50'000)}).safe);
  const auto early = town.collector->storage().read(collector::safe_point).value();
  CHECK(early.recordings.empty());
  town.send_all();
  note(early);
  auto state = town.send({town.piece(0, 0)});
  CHECK(state.done);
  CHECK_FALSE(state.safe);
  note(town.collector->storage().read(collector::safe_point).value());
  CHECK(town.send({town.piece(0, 0)}).safe);
  CHECK(town.collector->storage().read(collector::safe_point).value().recordings.empty());
}

TEST_CASE("a piece whose record is not here yet is not taken and is taken later") {
  Spoken town;
  CHECK(town.send({town.piece(0, 1000)}) ==
        wire::BlobState{.blob = town.blob, .known = false, .have = 0, .done = false});
  CHECK(town.collector.count("SELECT count(*) FROM blobs") == 0);
  town.deliver_record();
  CHECK(town.send({town.piece(0, 1000)}).have == 1000);
}

TEST_CASE("pieces that come twice or overlap or leave a hole leave the recording right") {
  Spoken town;
  town.deliver_record();
  CHECK(town.send({town.piece(2000, 1000)}).have == 0);  // nothing before it is here
  CHECK(town.send({town.piece(0, 3000)}).have == 3000);
  CHECK(town.send({town.piece(0, 3000)}).have == 3000);
  CHECK(town.send({town.piece(1000, 5000)}).have == 6000);
  CHECK(town.send({town.piece(0, 0)}).have == 6000);  // only asks
  CHECK(town.send({town.piece(9000, 1000)}).have == 6000);
  auto longer = town.piece(6000, 60'000);
  CHECK(town.send({longer}).have == 66'000);
  auto last = town.piece(66'000, 60'000);
  last.bytes.resize(60'000);  // more than the record promised
  const auto done = town.send({last});
  CHECK(done.done);
  CHECK(town.send({town.piece(5, 5)}).done);                   // late, and known to be done
  const auto closed = town.browser.get(town.page + "/voice");  // nobody has said yet why
  CHECK(closed.status == 303);
  CHECK(closed.body.empty());
  const auto sound = town.hear();
  CHECK(sound.status == 200);
  CHECK(sound.header("content-type") == "audio/ogg");
  CHECK(bytes_of(sound.body).size() == town.sound.size());
  CHECK(to_bytes(bytes_of(sound.body)) == town.sound);
}

TEST_CASE("bytes that are not what the record names start over and a right sending is kept") {
  Spoken town;
  town.deliver_record();
  auto wrong = town.piece(0, 65'536);
  wrong.bytes[17] ^= 1;
  CHECK(town.send({wrong}).have == 65'536);
  const auto over = town.send({town.piece(65'536, 65'536)});
  CHECK(over == wire::BlobState{.blob = town.blob, .known = true, .have = 0, .done = false});
  CHECK(town.collector.count("SELECT count(*) FROM blob_pieces") == 0);
  CHECK(town.hear().status == 404);
  town.send_all();
  CHECK(to_bytes(bytes_of(town.hear().body)) == town.sound);
}

TEST_CASE("the page of a spoken proposal says how far the voice is and then plays it") {
  Spoken town;
  town.deliver_record();
  static_cast<void>(town.send({town.piece(0, 51'200)}));
  auto page = town.browser.get(town.page).body;
  CHECK(page.find("<audio") == std::string::npos);
  CHECK(page.find("50 من 100 كيلوبايت") != std::string::npos);
  CHECK(page.find("proposal-text") == std::string::npos);  // nothing was written
  town.send_all();
  page = town.opened(town.page);
  CHECK(page.find("src=\"" + town.page + "/voice\"") != std::string::npos);
  CHECK(page.find("1:01") != std::string::npos);
  CHECK(page.find("كيلوبايت") == std::string::npos);
  CHECK(town.browser.get("/inbox").body.find("صوتي") != std::string::npos);
}

TEST_CASE("a browser that seeks in the sound gets the part it asks for") {
  Spoken town;
  town.deliver_record();
  town.send_all();
  const auto part = [&](const std::string& range) {
    town.browser.headers = {"Range: " + range};
    return town.hear();
  };
  const std::string whole(text_of(town.sound));
  auto some = part("bytes=100-199");
  CHECK(some.status == 206);
  CHECK(some.header("content-disposition") == "inline; filename=\"voice.ogg\"");
  CHECK(some.header("content-range") == "bytes 100-199/100000");
  CHECK(some.body == whole.substr(100, 100));
  CHECK(part("bytes=99990-").body == whole.substr(99'990));
  CHECK(part("bytes=99990-200000").body == whole.substr(99'990));
  for (const auto* strange : {"bytes=-5", "bytes=5-1", "bytes=100000-", "bytes=0-1,3-4", "letters=0-1", "bytes=x"}) {
    INFO(strange);
    CHECK(part(strange).status == 200);
    CHECK(part(strange).body == whole);
  }
}

TEST_CASE("what is no recording is not given to a browser as one") {
  Spoken town;
  town.take(bytes_of("<html><script>alert(1)</script></html>"));
  town.deliver_record();
  town.send_all();
  const auto answer = town.hear();
  CHECK(answer.status == 404);
  CHECK(answer.body.find("alert") == std::string::npos);
}

TEST_CASE("nobody hears a voice without signing in") {
  Spoken town;
  town.deliver_record();
  town.send_all();
  test::Browser stranger(town.collector.serve());
  const auto answer = stranger.get(town.page + "/voice");
  CHECK(answer.status == 303);
  CHECK(answer.body.find("Ogg") == std::string::npos);
}

TEST_CASE("a rebuild keeps every recording and a body erased by law takes its name away") {
  Spoken town;
  town.deliver_record();
  town.send_all();
  const auto keys = collector::load_keys(town.collector.options().data, town.collector.random).value();
  REQUIRE(
      collector::rebuild(town.collector->storage(), keys.opening, collector::all_derivers(keys.opening)).has_value());
  CHECK(to_bytes(bytes_of(town.hear().body)) == town.sound);
  REQUIRE(town.collector->storage().write([&](db::Database& database) -> Result<void> {
    TRY(database.execute("DELETE FROM blob_pieces"));
    TRY(database.execute("UPDATE blobs SET state = 2"));
    return {};
  }));
  CHECK(town.hear().status == 404);
  CHECK(town.browser.get(town.page).body.find("مُحي الصوت") != std::string::npos);
  CHECK(town.send({town.piece(0, 10)}).done);  // its kiosk is not asked for it again
}

TEST_CASE("the recording of a record that is left aside is let go and one that is accepted is fetched") {
  for (const auto decision : {collector::HeldDecision::left_aside, collector::HeldDecision::claimed_place}) {
    INFO(name_of(decision));
    Spoken town;
    const auto waiting = town.send({town.piece(0, 1000)}, {town.record(town.blob, "06.141.01.0")});
    CHECK(waiting == wire::BlobState{.blob = town.blob, .known = false, .have = 0, .done = false});
    town.decide(decision);
    const bool accepted = decision == collector::HeldDecision::claimed_place;
    const auto decided = town.send({town.piece(0, 0)});  // as a kiosk asks about one that is not known
    CHECK(decided ==
          wire::BlobState{.blob = town.blob, .known = true, .have = 0, .done = !accepted, .safe = !accepted});
    town.send_all();
    CHECK(town.send({town.piece(0, 0)}).done);
    CHECK(town.collector.count("SELECT count(*) FROM blobs") == (accepted ? 1 : 0));
    CHECK(town.collector.count("SELECT count(*) > 0 FROM blob_pieces") == (accepted ? 1 : 0));
    CHECK(town.hear().status == (accepted ? 200 : 404));
    test::TestKiosk other(town.collector.random);
    other.enrol(*town.collector, "Library");
    CHECK_FALSE(town.send_as(other, {town.piece(0, 0)}).done);
  }
}

TEST_CASE("a recording that waits for a decision is not let go for another record that was left aside") {
  Spoken town;
  CHECK_FALSE(town.send({town.piece(0, 0)}, {town.record(town.blob, "06.141.01.0")}).known);
  town.decide(collector::HeldDecision::left_aside);
  CHECK_FALSE(town.send({town.piece(0, 0)}, {town.record(town.blob, "06.141.01.0")}).done);
}

TEST_CASE("the recording of a record that came with the receipt of another is let go") {
  Spoken town;
  const seal::ReceiptKeys receipt{.lookup = {town.collector.random.array<16>()},
                                  .reply_key = {town.collector.random.array<32>()}};
  const auto first = town.kiosk.seal_submission(town.kiosk.proposal("the first"), receipt);
  const auto later = town.record(town.blob, "09.001.01.01", receipt);
  CHECK(town.send({town.piece(0, 1000)}, {seal::bytes_of_envelope(first), later}) ==
        wire::BlobState{.blob = town.blob, .known = true, .have = 0, .done = true, .safe = true});
  CHECK(town.collector.count("SELECT count(*) FROM blobs") == 0);
  // as if an older collector had taken it at its word, and a rebuild set it aside
  REQUIRE(town.collector->storage()
              .write([](db::Database& database) { return database.execute("DELETE FROM set_aside"); })
              .value() == 1);
  CHECK_FALSE(town.send({town.piece(0, 0)}).done);
  const auto keys = collector::load_keys(town.collector.options().data, town.collector.random).value();
  REQUIRE(
      collector::rebuild(town.collector->storage(), keys.opening, collector::all_derivers(keys.opening)).has_value());
  CHECK(town.send({town.piece(0, 0)}).done);
}
