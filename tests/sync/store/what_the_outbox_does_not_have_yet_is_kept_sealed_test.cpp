// Drafts: records that are on the disk, sealed, before the outbox has them.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "sync/base/limits.h"
#include "sync/store/drafts.h"
#include "sync/store/sealed_record.h"
#include "sync/wire/body_codec.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

store::SealedRecord sealed(test::EnrolledKiosk& kiosk, const Submission& said,
                           const std::optional<ReceiptCode>& code = {},
                           const std::optional<store::Spoken>& spoken = {}) {
  const auto pin = kiosk.pin();
  return taken(store::seal_record(said, code, spoken, {pin, kiosk.clock.wall_ms()}));
}

// A program that begins: what an earlier one left is found.
store::Drafts begun(const test::EnrolledKiosk& kiosk) {
  store::Drafts drafts(kiosk.keys);
  REQUIRE(drafts.look());
  return drafts;
}

std::vector<Submission> said_in_outbox(test::EnrolledKiosk& kiosk) {
  std::vector<Submission> out;
  auto store = kiosk.open(store::Role::agent);
  for (const auto& bytes : taken(store.carrier.make_request({}, "test")).envelopes) {
    const auto envelope = taken(seal::parse_envelope(bytes));
    REQUIRE(seal::verify_envelope(envelope, kiosk.record_key.public_key()));
    out.push_back(taken(wire::decode_body(taken(seal::open_envelope(envelope, kiosk.opening_key)))).submission);
  }
  return out;
}

std::filesystem::path file_of(const test::EnrolledKiosk& kiosk) {
  std::filesystem::path found;
  for (const auto& entry : std::filesystem::directory_iterator(kiosk.keys / "drafts"))
    if (entry.path().extension() == ".draft") found = entry.path();
  return found;
}

std::string bytes_in(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Submission rating(test::EnrolledKiosk& kiosk, const std::string& comment) {
  auto said = kiosk.proposal("");
  said.made_at_s -= said.made_at_s % limits::rating_time_s;
  said.body = Rating{.subject = ServiceId{"roads"}, .reasons = {}, .comment = comment};
  return said;
}

}  // namespace

TEST_CASE("a draft outlives its program and is in the outbox once under its id however often it is appended") {
  test::EnrolledKiosk kiosk;
  auto said = rating(kiosk, "first");
  {
    auto drafts = begun(kiosk);
    REQUIRE(drafts.keep(sealed(kiosk, said)));
    said = rating(kiosk, "second");
    said.id = begun(kiosk).for_collector(kiosk.pin()).at(0);
    REQUIRE(drafts.keep(sealed(kiosk, said)));
  }
  auto drafts = begun(kiosk);
  const auto waiting = drafts.for_collector(kiosk.pin());
  REQUIRE(waiting == std::vector<RecordId>{said.id});
  auto store = kiosk.open(store::Role::kiosk);
  const auto record = taken(drafts.read(said.id));
  CHECK(store.outbox.append(record, kiosk.record_key) == store::Stored{.sequence = 1, .new_now = true});
  // the power went before the file did
  auto again = begun(kiosk);
  REQUIRE(again.has(said.id));
  CHECK(store.outbox.append(taken(again.read(said.id)), kiosk.record_key) ==
        store::Stored{.sequence = 1, .new_now = false});
  again.forget(said.id);
  CHECK_FALSE(begun(kiosk).has(said.id));
  CHECK(said_in_outbox(kiosk) == std::vector<Submission>{said});
}

TEST_CASE("of what a draft holds no word and no code stands on the disk and the private folder tells no time") {
  test::EnrolledKiosk kiosk;
  auto drafts = begun(kiosk);
  const auto code = mint_receipt_code(kiosk.random);
  const std::string voice(5'000, 'v');
  REQUIRE(drafts.keep(sealed(kiosk, kiosk.proposal("a-needle-in-plain-text"), code,
                             store::Spoken{.ogg = bytes_of(voice), .duration_ms = 1'000})));
  const auto bytes = bytes_in(file_of(kiosk));
  CHECK(bytes.size() > voice.size());
  CHECK(bytes.find("a-needle-in-plain-text") == std::string::npos);
  CHECK(bytes.find("vvvvvvvv") == std::string::npos);
  CHECK(bytes.find(canonical(code)) == std::string::npos);
  for (const auto& path : {file_of(kiosk), kiosk.keys / "drafts"}) {
    struct stat info {};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    CHECK((info.st_mode & 0077) == 0);
    CHECK(info.st_mtime == 0);
  }
}

TEST_CASE("two ratings of one kind look alike on the disk whenever they were made") {
  test::EnrolledKiosk kiosk;
  auto drafts = begun(kiosk);
  auto said = rating(kiosk, "");
  REQUIRE(drafts.keep(sealed(kiosk, said)));
  const auto size = bytes_in(file_of(kiosk)).size();
  CHECK_FALSE(taken(drafts.read(said.id)).recorded_ms);
  CHECK_FALSE(taken(drafts.read(said.id)).lookup);
  std::get<Rating>(said.body).comment = "a sentence";
  REQUIRE(drafts.keep(sealed(kiosk, said)));
  CHECK(bytes_in(file_of(kiosk)).size() - size <= 256);
}

TEST_CASE("a recording that was kept with its proposal waits in the outbox beside it") {
  test::EnrolledKiosk kiosk;
  const std::string voice(5'000, 'v');
  const auto said = kiosk.proposal("");
  auto drafts = begun(kiosk);
  REQUIRE(drafts.keep(sealed(kiosk, said, mint_receipt_code(kiosk.random),
                             store::Spoken{.ogg = bytes_of(voice), .duration_ms = 1'000})));
  auto store = kiosk.open(store::Role::kiosk);
  REQUIRE(store.outbox.append(taken(begun(kiosk).read(said.id)), kiosk.record_key));
  CHECK(taken(store.counts()).blobs_waiting == 1);
  const auto all = said_in_outbox(kiosk);
  REQUIRE(all.size() == 1);
  CHECK(std::get<Proposal>(all[0].body).voice->duration_ms == 1'000);
}

TEST_CASE("a code finds its record here while it is kept aside and when it was recorded") {
  test::EnrolledKiosk kiosk;
  const auto code = mint_receipt_code(kiosk.random);
  auto drafts = begun(kiosk);
  const auto record = sealed(kiosk, kiosk.proposal("water"), code);
  REQUIRE(drafts.keep(record));
  auto store = kiosk.open(store::Role::kiosk);
  CHECK(taken(store.trails.trail_of(code)).reached == Reached::unknown);
  const auto trail = taken(store.trails.trail_of(code, begun(kiosk).with_receipts()));
  CHECK(trail.reached == Reached::recorded);
  CHECK(trail.recorded_at_s == kiosk.clock.wall_ms() / 1000);
  const auto other = mint_receipt_code(kiosk.random);
  CHECK(taken(store.trails.trail_of(other, drafts.with_receipts())).reached == Reached::unknown);
  REQUIRE(store.outbox.append(record, kiosk.record_key));
  CHECK(taken(store.trails.trail_of(code)).recorded_at_s == trail.recorded_at_s);
}

TEST_CASE("a draft that is damaged or half written stops no other and a damaged one stays for people") {
  test::EnrolledKiosk kiosk;
  const auto good = rating(kiosk, "good");
  {
    auto drafts = begun(kiosk);
    REQUIRE(drafts.keep(sealed(kiosk, rating(kiosk, "damaged"))));
    std::fstream file(file_of(kiosk), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(100);
    const auto flipped = static_cast<char>(file.get() ^ 1);
    file.seekp(100).put(flipped);
    file.close();
    REQUIRE(drafts.keep(sealed(kiosk, good)));
    std::ofstream(kiosk.keys / "drafts" / "00.draft.part") << "half";
  }
  auto drafts = begun(kiosk);
  CHECK(drafts.for_collector(kiosk.pin()) == std::vector<RecordId>{good.id});
  std::size_t unusable = 0, parts = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kiosk.keys / "drafts")) {
    unusable += entry.path().extension() == ".unusable" ? 1 : 0;
    parts += entry.path().extension() == ".part" ? 1 : 0;
  }
  CHECK(unusable == 1);
  CHECK(parts == 0);
}

TEST_CASE("a draft under the name of another is not taken for it") {
  test::EnrolledKiosk kiosk;
  {
    auto drafts = begun(kiosk);
    REQUIRE(drafts.keep(sealed(kiosk, rating(kiosk, ""))));
  }
  const auto file = file_of(kiosk);
  std::filesystem::copy(file, file.parent_path() / (std::string(32, 'a') + ".draft"));
  CHECK(begun(kiosk).for_collector(kiosk.pin()).size() == 1);
}

TEST_CASE("what is sealed for another collector than the trusted one is not appended and stays") {
  test::EnrolledKiosk kiosk;
  test::EnrolledKiosk elsewhere(2);
  const auto said = rating(kiosk, "");
  auto drafts = begun(kiosk);
  REQUIRE(drafts.keep(sealed(kiosk, said)));
  CHECK(drafts.for_others(elsewhere.pin()) == 1);
  CHECK(store::drafts_for_others(kiosk.keys, elsewhere.pin()) == 1);
  CHECK(store::drafts_for_others(kiosk.keys, kiosk.pin()) == 0);
  CHECK(drafts.for_collector(elsewhere.pin()).empty());
  auto store = kiosk.open(store::Role::kiosk);
  store.folder->trust(elsewhere.pin());
  CHECK(store.outbox.append(taken(drafts.read(said.id)), kiosk.record_key).error().code == Errc::conflict);
  CHECK(taken(store.backlog()).records == 0);
  store.folder->trust(kiosk.pin());  // trusted again
  CHECK(store.outbox.append(taken(drafts.read(said.id)), kiosk.record_key));
}

TEST_CASE("no more drafts are kept than their bound and one that is there is replaced all the same") {
  test::EnrolledKiosk kiosk;
  auto drafts = begun(kiosk);
  store::SealedRecord record{.body = Bytes(300, 1)};
  for (std::size_t i = 0; i < limits::drafts_kept; ++i) {
    record.id.bytes[0] = static_cast<std::uint8_t>(i);
    REQUIRE(drafts.keep(record));
  }
  CHECK(drafts.keep(record));
  record.id.bytes[1] = 1;
  CHECK(drafts.keep(record).error().code == Errc::full);
}

TEST_CASE("a folder that cannot be written keeps nothing and says so") {
  test::EnrolledKiosk kiosk;
  std::ofstream(kiosk.keys / "drafts") << "in the way";
  store::Drafts drafts(kiosk.keys);
  CHECK_FALSE(drafts.look());
  const auto record = sealed(kiosk, rating(kiosk, ""));
  CHECK_FALSE(drafts.keep(record));
  CHECK_FALSE(drafts.has(record.id));
  CHECK_FALSE(store::Drafts({}).keep(record));
}
