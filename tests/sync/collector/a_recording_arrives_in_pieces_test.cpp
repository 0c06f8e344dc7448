#include <algorithm>
#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/features/fleet/held.h"
#include "sync/collector/features/fleet/held_decisions.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/intake/safe_point.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/seal/blob.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;

namespace {

// A town to which a citizen has spoken: the record is there, the sealed sound is still with the kiosk.
struct Spoken : test::SignedInTown {
  Bytes sound = Bytes(100'000);
  Bytes sealed;
  BlobId blob;
  std::string page;

  Spoken() {
    collector.random.fill(sound);
    std::copy_n("OggS", 4, sound.begin());
    take(sound);
  }
  void take(ByteView recording) {
    sealed = seal::seal_blob(recording, kiosk.pinned().sealing_key).value();
    blob = seal::blob_id_of(sealed);
  }
  [[nodiscard]] Bytes record(const BlobId& named, const std::string& place = "09.001.01.01",
                             const std::optional<seal::ReceiptKeys>& receipt = std::nullopt) {
    const auto submission = said_to(kiosk, named, place);
    page = "/proposals/" + to_hex(submission.id.view());
    return seal::bytes_of_envelope(kiosk.seal_submission(submission, receipt));
  }
  [[nodiscard]] Submission said_to(test::TestKiosk& who, const BlobId& named,
                                   const std::string& place = "09.001.01.01") const {
    auto submission = who.proposal("");
    submission.place = {place};
    std::get<Proposal>(submission.body).voice =
        Voice{.blob = named, .sealed_bytes = static_cast<std::int64_t>(sealed.size()), .duration_ms = 61'000};
    return submission;
  }
  void decide(collector::HeldDecision decision) {
    const auto keys = collector::load_keys(collector.options().data, collector.random).value();
    const auto names = collector::ContentNames::open(collector.options().content).value();
    const auto claims = collector::held_claims(collector->storage(), collector::Scope::everywhere()).value();
    REQUIRE(collector::decide({.storage = collector->storage(),
                               .opening = keys.opening,
                               .derivers = collector::all_derivers(keys.opening),
                               .names = *names},
                              {.up_to = claims.at(0).up_to,
                               .decision = decision,
                               .by = {.account = 1},
                               .at_ms = 5,
                               .scope = collector::Scope::everywhere()})
                .value()
                .records == 1);
  }
  test::Answer hear() {
    (void)open_author(page);  // 404 where the record counts nowhere
    return browser.get(page + "/voice");
  }
  void deliver_record() {
    REQUIRE(kiosk.send(*collector, {record(blob)}).results[0].reason == wire::RecordReason::none);
  }
  [[nodiscard]] wire::Piece piece(std::size_t from, std::size_t count) const {
    return {.blob = blob,
            .offset = static_cast<std::int64_t>(from),
            .bytes = to_bytes(ByteView(sealed).subspan(from, std::min(count, sealed.size() - from)))};
  }
  wire::BlobState send(std::vector<wire::Piece> pieces, std::vector<Bytes> envelopes = {}) {
    return send_as(kiosk, std::move(pieces), std::move(envelopes));
  }
  wire::BlobState send_as(test::TestKiosk& who, std::vector<wire::Piece> pieces, std::vector<Bytes> envelopes = {}) {
    auto asked = who.request(std::move(envelopes));
    asked.pieces = std::move(pieces);
    const auto answer = collector->exchange(who.frame(asked));
    REQUIRE(answer.has_value());
    const auto reply = wire::open_sync_reply(*answer, who.pinned().signing_key);
    REQUIRE(reply.has_value());
    REQUIRE((*reply)->blobs.size() == 1);
    return (*reply)->blobs[0];
  }
  void send_all() {
    for (std::size_t at = 0; at < sealed.size(); at += limits::piece_bytes)
      static_cast<void>(send({piece(at, limits::piece_bytes)}));
  }
};

}  // namespace

TEST_CASE("pieces in one request with their record make the recording whole") {
  Spoken town;
  const auto state = town.send({town.piece(0, 65'536), town.piece(65'536, 65'536)}, {town.record(town.blob)});
  CHECK(state.known);
  CHECK(state.done);
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

TEST_CASE("another kiosk cannot add to a recording") {
  Spoken town;
  town.deliver_record();
  test::TestKiosk other(town.collector.random);
  other.enrol(*town.collector, "Library");
  CHECK_FALSE(town.send_as(other, {town.piece(0, 1000)}).known);
  CHECK(town.collector.count("SELECT count(*) FROM blobs") == 0);
}

TEST_CASE("two kiosks that name the same recording bring it each for itself") {
  Spoken town;  // as when the disk of one is copied into the other
  test::TestKiosk other(town.collector.random);
  other.enrol(*town.collector, "Library");
  town.deliver_record();
  const auto theirs = seal::bytes_of_envelope(other.seal_submission(town.said_to(other, town.blob)));
  CHECK(town.send_as(other, {town.piece(0, 1000)}, {theirs}).have == 1000);
  CHECK(town.send({town.piece(0, 3000)}).have == 3000);
  CHECK(town.send_as(other, {town.piece(0, 0)}).have == 1000);
  town.send_all();
  CHECK(town.send({town.piece(0, 0)}).done);
  CHECK(town.send_as(other, {town.piece(0, 0)}) ==
        wire::BlobState{.blob = town.blob, .known = true, .have = 1000, .done = false});
  CHECK(to_bytes(bytes_of(town.hear().body)) == town.sound);
}

TEST_CASE("a kiosk that brings a recording wrongly takes nothing of it from another that brings it too") {
  Spoken town;
  test::TestKiosk other(town.collector.random);
  other.enrol(*town.collector, "Library");
  town.deliver_record();
  CHECK(town.send({town.piece(0, 3000)}).have == 3000);
  const auto theirs = seal::bytes_of_envelope(other.seal_submission(town.said_to(other, town.blob)));
  static_cast<void>(town.send_as(other, {town.piece(0, 0)}, {theirs}));
  wire::BlobState last;
  for (std::size_t at = 0; at < town.sealed.size(); at += limits::piece_bytes) {
    auto wrong = town.piece(at, limits::piece_bytes);
    wrong.bytes[0] ^= 1;
    last = town.send_as(other, {wrong});
  }
  CHECK(last == wire::BlobState{.blob = town.blob, .known = true, .have = 0, .done = false});
  town.send_all();
  CHECK(town.send({town.piece(0, 0)}).done);
}

TEST_CASE("a machine that has another id now brings the recording of what it said under its former one") {
  Spoken town;
  test::TestKiosk machine(town.collector.random);
  const auto issued = town.collector->create_kiosk({.place = {"09.001.01.01"}, .label = "another"}).value();
  const auto code = seal::derive_enrol_keys(parse_receipt_code(issued.code).value()).value();
  auto request = machine.enrol_request(code);
  request.origins = {town.kiosk.pinned().device};
  REQUIRE(town.collector->enrol(wire::make_enrol_request(request, code, machine.transport_key()).value()));
  REQUIRE(machine.ask_to_enrol(*town.collector, issued.code));  // the same answer once more
  town.deliver_record();
  REQUIRE(town.send_as(machine, {town.piece(0, 65'536), town.piece(65'536, 65'536)}).done);
  CHECK(town.send({town.piece(0, 0)}).done);
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

TEST_CASE("what becomes of one recording says nothing of the others of its kiosk") {
  Spoken town;
  auto& random = town.collector.random;
  const seal::ReceiptKeys receipt{.lookup = {random.array<16>()}, .reply_key = {random.array<32>()}};
  const BlobId left_aside = town.blob, doubled{random.array<32>()}, waits{random.array<32>()},
               unheard_of{random.array<32>()};
  town.kiosk.send(*town.collector, {town.record(left_aside, "06.141.01.0")});
  town.decide(collector::HeldDecision::left_aside);
  const auto first = town.kiosk.seal_submission(town.kiosk.proposal("the first"), receipt);
  town.kiosk.send(*town.collector, {seal::bytes_of_envelope(first), town.record(doubled, "09.001.01.01", receipt),
                                    town.record(waits, "06.141.01.0")});
  const auto asked = [&](const BlobId& of) { return town.send({{.blob = of, .offset = 0, .bytes = {}}}); };
  for (const auto& let_go : {left_aside, doubled})
    CHECK(asked(let_go) == wire::BlobState{.blob = let_go, .known = true, .have = 0, .done = true, .safe = true});
  for (const auto& kept : {waits, unheard_of})
    CHECK(asked(kept) == wire::BlobState{.blob = kept, .known = false, .have = 0, .done = false});
}

TEST_CASE("of one kiosk so many recordings may be unfinished and the next waits there") {
  Spoken town;
  for (std::int64_t i = 0; i < limits::blobs_arriving; ++i) {
    const BlobId named{town.collector.random.array<32>()};
    const auto state = town.send({{.blob = named, .offset = 0, .bytes = Bytes(10, 1)}}, {town.record(named)});
    REQUIRE(state.have == 10);
  }
  const auto state = town.send({town.piece(0, 10)}, {town.record(town.blob)});
  CHECK(state.known);
  CHECK(state.have == 0);
}
