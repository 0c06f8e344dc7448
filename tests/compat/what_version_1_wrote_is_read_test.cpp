// Envelopes, frames, packs, heartbeats, answers and recordings of version 1, and what its collector made of them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/word_keys.h"
#include "kiosk/world/content_choice.h"
#include "sync/base/limits.h"
#include "sync/collector/intake/judge.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/storage.h"
#include "sync/db/database.h"
#include "sync/domain/records/validate.h"
#include "sync/seal/blob.h"
#include "sync/seal/heartbeat.h"
#include "sync/wire/body_codec.h"
#include "sync/wire/enrol.h"
#include "sync/wire/pack.h"
#include "sync/wire/sync_codec.h"
#include "tests/compat/recording.h"
#include "tests/compat/rows.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::Recording;
using test::taken;

namespace {

// The database of the recorded collector as version 1 left it, read without a program of today.
struct OldDatabase {
  const Recording recording = Recording::version_1();
  test::TemporaryFolder folder;
  std::filesystem::path data = folder.path() / "data";
  std::filesystem::path file = data / "db" / "collector.db";
  test::RecordedKeys keys = test::keys_of(recording);

  OldDatabase() { recording.copy_collector("collector-after", data); }
  db::Rows rows(std::string_view sql) const {
    auto database = taken(db::Database::open(file, {.create = false}));
    return taken(database.query(sql));
  }
  CollectorId id() const { return rows("SELECT id FROM collector").front().id<CollectorId>(0); }
};

Bytes envelope_in(const db::Row& row) {
  Bytes out = row.bytes(0);
  for (const std::size_t column : {1, 2}) out.insert(out.end(), row.bytes(column).begin(), row.bytes(column).end());
  return out;
}

constexpr std::string_view envelopes_of_the_hall =
    "SELECT header, signature, sealed_body, envelopes.record FROM envelopes JOIN devices ON devices.id = device "
    "WHERE devices.label = 'Hall' ORDER BY arrival";

// What a body holds, as words; each must be met in the recording.
void note_parts(const Submission& said, std::set<std::string>& met) {
  if (said.assisted_by) met.insert("helped by staff");
  met.insert("in " + std::string(tag_of(said.language)));
  if (const auto* proposal = std::get_if<Proposal>(&said.body)) {
    met.insert("proposal");
    if (proposal->author) met.insert("author");
    if (proposal->about) met.insert("about");
    if (proposal->voice) met.insert("voice");
    if (proposal->commitment) met.insert("proposal on a commitment");
  }
  if (const auto* rating = std::get_if<Rating>(&said.body)) {
    met.insert(std::holds_alternative<ServiceId>(rating->subject) ? "rating of a service" : "rating of a commitment");
    if (!rating->reasons.empty()) met.insert("reasons");
    if (!rating->comment.empty()) met.insert("comment");
    if (rating->soon_after_another) met.insert("soon after another");
  }
  if (const auto* signature = std::get_if<PetitionSignature>(&said.body))
    met.insert(signature->link == TerritoryLink::resident ? "signature of a resident" : "signature for an activity");
  if (const auto* start = std::get_if<PetitionStart>(&said.body))
    met.insert(start->association ? "petition of an association" : "petition");
}

// Kept as they came: no update and no rebuild may touch them. What a later version drops on purpose is named here, with
// its reason.
const std::set<std::string> may_go{
    "sessions",             // people sign in again
    "enrol_codes.mac_key",  // of a code that was used it is of no more use
};
const std::set<std::string> derived{"proposals", "ratings", "petition_signatures", "petition_tallies", "chains"};

// A petition that somebody wants to start stood among the proposals and has a table of its own since step 016. Says
// which records they are.
std::set<std::string> take_starts_out(const std::filesystem::path& file, test::Tables& tables) {
  std::erase_if(tables.at("proposals").rows,
                [](const std::string& row) { return row.find("'petition:") != std::string::npos; });
  auto database = taken(db::Database::open(file, {.create = false}));
  std::set<std::string> records;
  for (const auto& row : taken(database.query("SELECT hex(record) FROM proposals WHERE theme LIKE 'petition:%'")))
    records.insert(row.text(0));
  return records;
}

std::set<std::string> starts_in(const std::filesystem::path& file) {
  auto database = taken(db::Database::open(file, {.create = false}));
  std::set<std::string> records;
  for (const auto& row : taken(database.query("SELECT hex(record) FROM petition_starts WHERE object <> ''")))
    records.insert(row.text(0));
  return records;
}

}  // namespace

TEST_CASE("every envelope of version 1 verifies opens and says what may be said") {
  const OldDatabase old;
  std::set<std::string> met;
  std::int64_t with_receipt = 0;
  const auto rows = old.rows(envelopes_of_the_hall);
  CHECK(rows.size() == 16);
  for (const auto& row : rows) {
    const auto envelope = taken(seal::parse_envelope(envelope_in(row)));
    REQUIRE(seal::verify_envelope(envelope, old.keys.record.public_key()).has_value());
    const auto body = taken(wire::decode_body(taken(seal::open_envelope(envelope, old.keys.opening))));
    CHECK(body.submission.id == row.id<RecordId>(3));
    CHECK(body.submission.place == PlaceCode{"09.001.01.01"});
    CHECK(validate(body.submission).has_value());
    if (body.receipt) ++with_receipt;
    note_parts(body.submission, met);
  }
  CHECK(with_receipt == 9);
  CHECK(met == std::set<std::string>{"in ar", "in fr", "in zgh", "in en", "proposal", "author", "about", "voice",
                                     "proposal on a commitment", "rating of a service", "rating of a commitment",
                                     "reasons", "comment", "soon after another", "signature of a resident",
                                     "signature for an activity", "petition of an association", "helped by staff"});
}

TEST_CASE("a recording of version 1 opens whole") {
  const OldDatabase old;
  Bytes sealed;
  for (const auto& row : old.rows("SELECT bytes FROM blob_pieces ORDER BY start"))
    sealed.insert(sealed.end(), row.bytes(0).begin(), row.bytes(0).end());
  CHECK(seal::blob_id_of(sealed) == old.rows("SELECT hash FROM blobs").front().id<BlobId>(0));
  CHECK(text_of(taken(seal::open_blob(sealed, old.keys.opening))).starts_with("OggS"));
}

TEST_CASE("heartbeats of version 1 verify") {
  const OldDatabase old;
  std::size_t verified = 0;
  for (const auto* sql : {"SELECT signed FROM heartbeats", "SELECT signed FROM met_heartbeats"})
    for (const auto& row : old.rows(sql)) {
      const auto beat = seal::open_heartbeat(row.bytes(0), old.keys.record.public_key());
      if (!beat) continue;  // the second kiosk's
      ++verified;
      CHECK(beat->number > 0);
      CHECK(beat->head.sequence > 0);
      CHECK(beat->program_version == "0.1.0");
    }
  CHECK(verified >= 2);
}

TEST_CASE("packs that version 1 published verify and hold their files") {
  const OldDatabase old;
  const auto rows = old.rows("SELECT version, frame FROM packs ORDER BY version");
  REQUIRE(rows.size() == 2);
  for (const auto& row : rows) {
    const auto pack = taken(wire::open_pack(row.bytes(1), old.keys.signing.public_key(), old.id()));
    CHECK(pack.version == row.integer(0));
    const auto has = [&](std::string_view name) {
      return std::any_of(pack.files.begin(), pack.files.end(),
                         [&](const ContentFile& file) { return file.name == name && !file.text.empty(); });
    };
    for (const auto* name : {"pack.json", "words/ar.json", "petitions.json"}) CHECK(has(name));
  }
}

TEST_CASE("packs that version 1 published are shown by a kiosk of today") {
  const OldDatabase old;
  const auto own = kiosk::own_words(kiosk::load_content_files(MINBAR_CONTENT_FOLDER));
  for (const auto& row : old.rows("SELECT frame FROM packs ORDER BY version")) {
    const auto pack = taken(wire::open_pack(row.bytes(0), old.keys.signing.public_key(), old.id()));
    const auto content = taken(parse_content(pack.files, {.words = kiosk::word_keys, .icons = {}, .own = own}));
    CHECK_FALSE(content.petitions.all.empty());
    for (const auto& word : kiosk::word_keys) CHECK(content.words.has(word.key));
  }
}

TEST_CASE("requests and replies of version 1 parse and their signatures hold") {
  const OldDatabase old;
  std::size_t envelopes = 0;
  for (const auto* chapter : {"carry", "answers", "later", "cut"})
    for (const auto& exchange : old.recording.chapter(chapter)) {
      INFO(exchange.name);
      const auto frame = taken(wire::parse_frame(test::body_of(exchange.request), limits::request_bytes));
      CHECK(wire::check_frame(frame, seal::Context::request, old.keys.transport.public_key()).has_value());
      const auto request = taken(wire::open_sync_request(frame, old.keys.transport.public_key()));
      const auto reply = taken(wire::open_sync_reply(test::body_of(exchange.response), old.keys.signing.public_key()));
      CHECK(reply->request == request.request);
      CHECK(reply->results.size() == request.envelopes.size());
      envelopes += request.envelopes.size();
    }
  CHECK(envelopes == 16);
}

TEST_CASE("an update of a collector of version 1 loses no row of what kiosks and people gave it") {
  const OldDatabase old;
  auto before = test::tables_of(old.file, may_go);
  CHECK(before.size() >= 22);
  for (const auto* table :
       {"accounts", "answers", "audit", "blobs", "devices", "envelopes", "enrol_codes", "heartbeats", "packs",
        "petition_signatures", "proposals", "ratings", "readings", "set_aside"}) {
    INFO(table);
    CHECK_FALSE(before.at(table).rows.empty());
  }
  const auto starts = take_starts_out(old.file, before);
  CHECK(starts.size() == 1);
  REQUIRE(collector::Storage::open(old.file).has_value());
  CHECK(test::differences(before, test::same_columns_of(old.file, before)) == std::vector<std::string>{});
  CHECK(starts_in(old.file) == starts);
}

TEST_CASE("what today makes of the envelopes of version 1 is what version 1 made of them") {
  const OldDatabase old;
  auto before = test::tables_of(old.file, may_go);
  const auto starts = take_starts_out(old.file, before);
  {
    const auto storage = taken(collector::Storage::open(old.file));
    const auto made = taken(collector::rebuild(*storage, old.keys.opening, collector::all_derivers(old.keys.opening)));
    CHECK(made.envelopes == 18);
    CHECK(made.set_aside == 1);
  }
  for (const auto& table : derived) CHECK_FALSE(before.at(table).rows.empty());
  CHECK(test::differences(before, test::same_columns_of(old.file, before)) == std::vector<std::string>{});
  CHECK(starts_in(old.file) == starts);
}
