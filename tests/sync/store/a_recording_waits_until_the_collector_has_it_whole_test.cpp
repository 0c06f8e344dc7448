#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "sync/db/migrate.h"
#include "sync/seal/blob.h"
#include "sync/store/schema_sql.h"
#include "sync/wire/body_codec.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

// A kiosk with one spoken proposal of so many bytes of sound.
struct Spoke {
  test::EnrolledKiosk kiosk;
  test::Store store = kiosk.open(store::Role::agent);
  Bytes sound;
  explicit Spoke(std::size_t size = 200'000) : sound(size) {
    kiosk.random.fill(sound);
    REQUIRE(speak(store));
  }
  Result<store::Stored> speak(test::Store& into) {
    return into.outbox.append(kiosk.proposal(""), {}, kiosk.record_key,
                              store::Spoken{.ogg = sound, .duration_ms = 60'000});
  }
  wire::SyncRequest request(std::size_t bytes = limits::batch_bytes) {
    return taken(store.carrier.make_request({.records = 100, .bytes = bytes}, "test"));
  }
  // The record is taken; of each blob the collector says this.
  store::Applied answer(const wire::SyncRequest& request, std::vector<wire::BlobState> blobs) {
    auto reply = kiosk.answer_to(request);
    reply.blobs = std::move(blobs);
    return taken(store.carrier.apply_reply(kiosk.verified(reply)));
  }
  store::Applied has(const wire::SyncRequest& request, std::int64_t have) {
    return answer(request, {{.blob = request.pieces.at(0).blob, .known = true, .have = have, .done = false}});
  }
};

Bytes joined(const std::vector<wire::Piece>& pieces) {
  Bytes out;
  for (const auto& piece : pieces) {
    CHECK(static_cast<std::int64_t>(out.size()) == piece.offset);
    out.insert(out.end(), piece.bytes.begin(), piece.bytes.end());
  }
  return out;
}

std::string folder_text(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

}  // namespace

TEST_CASE("a recording travels in pieces beside its record and opens as what was spoken") {
  Spoke s;
  const auto request = s.request();
  REQUIRE(request.envelopes.size() == 1);
  REQUIRE(request.pieces.size() == 4);
  for (const auto& piece : request.pieces) CHECK(piece.bytes.size() <= limits::piece_bytes);
  const auto sealed = joined(request.pieces);
  CHECK(seal::blob_id_of(sealed) == request.pieces[0].blob);
  CHECK(seal::open_blob(sealed, s.kiosk.opening_key) == s.sound);
  const auto envelope = taken(seal::parse_envelope(request.envelopes[0]));
  const auto body = taken(wire::decode_body(taken(seal::open_envelope(envelope, s.kiosk.opening_key))));
  const auto& voice = std::get<Proposal>(body.submission.body).voice;
  REQUIRE(voice);
  CHECK(voice->blob == request.pieces[0].blob);
  CHECK(voice->sealed_bytes == static_cast<std::int64_t>(sealed.size()));
  CHECK(voice->duration_ms == 60'000);
}

TEST_CASE("no byte of the sound stands unsealed on the disk and the sealed bytes go when the whole is safe") {
  Spoke s;
  const std::string spoken(text_of(ByteView(s.sound).subspan(5000, 32)));
  CHECK(folder_text(s.kiosk.shared).find(spoken) == std::string::npos);
  const auto request = s.request();
  // in some of several places, since a page of the database may end in any of them
  const auto is_here = [&] {
    const auto text = folder_text(s.kiosk.shared);
    for (const std::size_t at : {1000U, 2000U, 3000U})
      if (text.find(text_of(ByteView(request.pieces[2].bytes).subspan(at, 32))) != std::string::npos) return true;
    return false;
  };
  REQUIRE(is_here());
  CHECK(taken(s.store.counts()).blobs_waiting == 1);
  CHECK(s.answer(request, {{.blob = request.pieces[0].blob, .known = true, .have = 9, .done = true}}) ==
        store::Applied{.delivered = 1, .blobs = 1});
  CHECK(is_here());
  CHECK(s.store.counts() == store::Counts{.delivered = 1});
  const auto next = s.request();
  CHECK(next.pieces.empty());
  CHECK(s.answer(next, {{.blob = request.pieces[0].blob, .known = true, .have = 9, .done = true, .safe = true}}) ==
        store::Applied{.safe_blobs = 1});
  CHECK_FALSE(is_here());
  CHECK(s.store.counts() == store::Counts{.delivered = 1});
}

TEST_CASE("what the collector says it has is where the next piece begins") {
  Spoke s;
  auto request = s.request();
  const auto sealed = joined(request.pieces);
  CHECK(s.has(request, 70'000).blobs_left);
  request = s.request(50'000);
  REQUIRE(request.pieces.size() == 1);
  CHECK(request.pieces[0].offset == 70'000);
  CHECK(request.pieces[0].bytes == to_bytes(ByteView(sealed).subspan(70'000, 50'000)));
  s.has(request, 60'000);  // it lost some: its word counts
  CHECK(s.request().pieces[0].offset == 60'000);
  CHECK(taken(s.store.carrier.has_news()));
}

TEST_CASE("a reply that names another recording drops nothing") {
  Spoke s;
  const auto request = s.request();
  wire::BlobState other{.blob = request.pieces[0].blob, .known = true, .have = 0, .done = true};
  other.blob.bytes[0] ^= 1;
  CHECK(s.answer(request, {other}).blobs == 0);
  CHECK(taken(s.store.counts()).blobs_waiting == 1);
}

TEST_CASE("a collector that knows nothing of recordings is asked again and not sent to") {
  Spoke s;
  s.answer(s.request(), {});  // a release before pieces says nothing of them
  CHECK_FALSE(taken(s.store.carrier.has_news()));
  auto request = s.request();
  REQUIRE(request.pieces.size() == 1);
  CHECK(request.pieces[0].bytes.empty());
  s.answer(request, {{.blob = request.pieces[0].blob, .known = false, .have = 0, .done = false}});
  request = s.request();
  REQUIRE(request.pieces.size() == 1);
  CHECK(s.has(request, 0).blobs_left);  // it was updated, and asks for the recording
  CHECK(taken(s.store.carrier.has_news()));
  CHECK(s.request().pieces.size() == 4);
}

TEST_CASE("a recording that arrives wrong again and again is kept here and stops nothing") {
  Spoke s;
  for (std::int64_t i = 0; i < limits::blob_restarts; ++i) {
    s.has(s.request(), 100'000);
    s.has(s.request(), 0);
  }
  CHECK(s.request().pieces.empty());
  CHECK_FALSE(taken(s.store.carrier.has_news()));
  CHECK(s.store.counts() == store::Counts{.delivered = 1, .blobs_kept_back = 1});
  REQUIRE(s.speak(s.store));
  CHECK(s.request().pieces.size() == 4);
}

TEST_CASE("a recording whose bytes changed on the disk is set apart and the next one goes") {
  Spoke s;
  {
    auto database = taken(db::Database::open(s.kiosk.shared / "kiosk.db"));
    REQUIRE(database.execute("UPDATE blob SET bytes = zeroblob(size)"));
  }
  REQUIRE(s.speak(s.store));
  const auto request = s.request();
  REQUIRE(request.pieces.size() == 4);
  CHECK(seal::open_blob(joined(request.pieces), s.kiosk.opening_key) == s.sound);
  CHECK(taken(s.store.counts()).blobs_waiting == 1);
}

TEST_CASE("no piece goes beside a record that was found damaged at that moment") {
  Spoke s;
  {
    auto database = taken(db::Database::open(s.kiosk.shared / "kiosk.db"));
    REQUIRE(database.execute("UPDATE outbox SET envelope = CAST(envelope || x'00' AS BLOB)"));
  }
  const auto request = s.request();
  CHECK(request.envelopes.empty());
  CHECK(request.pieces.empty());
  CHECK(s.store.counts() == store::Counts{.damaged = 1, .blobs_waiting = 1});
}

TEST_CASE("a full disk refuses record and recording together") {
  Spoke s;
  auto small = s.kiosk.open(store::Role::kiosk, {.max_bytes = 512 * 1024});
  std::int64_t kept = 1;
  Errc error = Errc::internal;
  for (int i = 0; i < 20 && error == Errc::internal; ++i) {
    const auto stored = s.speak(small);
    if (!stored) error = stored.error().code;
    kept += stored ? 1 : 0;
  }
  CHECK(error == Errc::full);
  CHECK(taken(small.counts()).waiting == kept);
  CHECK(taken(small.counts()).blobs_waiting == kept);
  CHECK(taken(small.head()).sequence == static_cast<std::uint64_t>(kept));
}

TEST_CASE("the same spoken proposal again gives the same answer and one recording") {
  Spoke s;
  const auto proposal = s.kiosk.proposal("both");
  const store::Spoken spoken{.ogg = s.sound, .duration_ms = 1000};
  const auto first = taken(s.store.outbox.append(proposal, {}, s.kiosk.record_key, spoken));
  const auto again = taken(s.store.outbox.append(proposal, {}, s.kiosk.record_key, spoken));
  CHECK(first.new_now);
  CHECK_FALSE(again.new_now);
  CHECK(first.sequence == again.sequence);
  CHECK(taken(s.store.counts()).blobs_waiting == 2);
}

TEST_CASE("no piece goes before its record and a small batch still carries one") {
  Spoke s;
  for (int i = 0; i < 3; ++i) REQUIRE(s.store.outbox.append(s.kiosk.proposal("text"), {}, s.kiosk.record_key));
  REQUIRE(s.speak(s.store));
  const auto request = taken(s.store.carrier.make_request({.records = 2, .bytes = limits::batch_bytes}, "test"));
  REQUIRE(request.envelopes.size() == 2);
  for (const auto& piece : request.pieces) CHECK(piece.blob == request.pieces[0].blob);
  s.answer(request, {{.blob = request.pieces[0].blob, .known = true, .have = 0, .done = true}});
  s.answer(taken(s.store.carrier.make_request({.records = 2, .bytes = 1}, "test")), {});
  while (taken(s.store.counts()).waiting > 0) s.answer(s.request(1), {});
  auto last = s.request(1);
  if (last.pieces.at(0).bytes.empty()) {
    s.has(last, 0);
    last = s.request(1);
  }
  REQUIRE(last.pieces.size() == 1);
  CHECK(last.pieces[0].bytes.size() == limits::least_piece_bytes);
}

TEST_CASE("a store from before recordings keeps its records and takes the first recording") {
  test::EnrolledKiosk kiosk;
  const auto folder = kiosk.folder.path() / "old";
  std::filesystem::create_directory(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all | std::filesystem::perms::group_all);
  {
    auto database = taken(db::Database::open(folder / "kiosk.db"));
    REQUIRE(db::migrate(database, std::span(store::schema::migrations).first(1)));
    REQUIRE(
        database.run_script("INSERT INTO kiosk (one, chain_id, head_hash, waiting) "
                            "VALUES (1, randomblob(16), zeroblob(32), 3); INSERT INTO exchange (one) VALUES (1)"));
  }
  test::Store store(taken(store::Folder::open(folder, store::Role::kiosk, kiosk.clock, kiosk.random)));
  CHECK(taken(store.counts()) == store::Counts{.waiting = 3});
  CHECK_FALSE(taken(store.carrier.has_news()) == false);
}
