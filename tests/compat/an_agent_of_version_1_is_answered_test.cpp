// The requests that agents of version 1 sent, byte for byte over a real socket, and what their reader makes of today's
// answers. A collector that is updated must go on serving kiosks that are not.
#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/wire/body_codec.h"
#include "sync/wire/enrol.h"
#include "sync/wire/sync_codec.h"
#include "tests/compat/old_collector.h"
#include "tests/compat/rows.h"
#include "tests/compat/version_1_reader.h"

using namespace minbar;
using test::body_of;
using test::Json;
using test::OldCollector;
using test::Recorded;
using test::Recording;
using test::status_of;
using test::taken;

namespace {

constexpr const char* frame_type = "application/vnd.minbar.frame";

seal::EnrolKeys code_keys(const Recording& recording, const std::string& name) {
  return taken(seal::derive_enrol_keys(parse_receipt_code(recording.fact(name)).value()));
}

// What a reader of version 1 makes of this answer to that request.
Json read(const Recorded& asked, const test::Answer& answer, const seal::SigningPublicKey& key) {
  INFO(asked.name);
  REQUIRE(answer.status == 200);
  CHECK(answer.header("Content-Type") == frame_type);
  const auto question = test::version_1_question(body_of(asked.request));
  auto reply = test::read_version_1_reply(bytes_of(answer.body), key, question);
  if (!reply) FAIL(asked.name << ": " << reply.error().context);
  return *std::move(reply);
}
Json recorded_reply(const Recorded& asked, const seal::SigningPublicKey& key) {
  return read(asked,
              {.status = 200,
               .head = "\r\nContent-Type: application/vnd.minbar.frame\r\n",
               .body = std::string(text_of(body_of(asked.response)))},
              key);
}

const Json nothing;
const Json& value_of(const Json& json, std::string_view name) {
  const auto* found = json.find(name);
  return found == nullptr ? nothing : *found;
}

std::vector<std::string> texts_of(const Json& list, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& item : list.items) out.push_back(value_of(item, name).text);
  return out;
}

// Enrols as the recorded kiosk did; what the reader of version 1 pins.
Json enrol(const Recording& recording, const OldCollector& collector, const std::string& who) {
  const auto asked = recording.chapter("enrol-" + who).front();
  const auto answer = collector.ask(asked.request);
  REQUIRE(answer.status == 200);
  CHECK(answer.header("Content-Type") == frame_type);
  const auto frame = taken(wire::parse_frame(body_of(asked.request), limits::enrol_bytes));
  const auto request = to_hex(taken(wire::parse_enrol_request(frame)).request.view());
  const auto keys = code_keys(recording, who + "_code");
  auto reply = test::read_version_1_enrol_reply(bytes_of(answer.body), keys.mac_key, request);
  if (!reply) FAIL(reply.error().context);
  const auto then = taken(test::read_version_1_enrol_reply(body_of(asked.response), keys.mac_key, request));
  for (const auto* name : {"device", "collector", "signing_key", "sealing_key", "place", "follow_url"}) {
    INFO(name);
    CHECK(value_of(*reply, name) == value_of(then, name));
  }
  return *std::move(reply);
}

// What a request may change at all; of what later versions count beside it this says nothing.
test::Tables tables_of_version_1(const Recording& recording) {
  const test::TemporaryFolder folder;
  recording.copy_collector("collector-before", folder.path() / "data");
  return test::tables_of(folder.path() / "data" / "db" / "collector.db");
}

}  // namespace

TEST_CASE("a code that version 1 issued enrols the kiosk of version 1 once and again after a lost answer") {
  const auto recording = Recording::version_1();
  OldCollector collector(recording, "collector-before", "before_ms");
  const auto first = enrol(recording, collector, "hall");
  CHECK(value_of(enrol(recording, collector, "hall"), "device") == value_of(first, "device"));
  enrol(recording, collector, "second");
  CHECK(collector.count("SELECT count(*) FROM devices WHERE enrolled_at_ms IS NOT NULL") == 2);
}

TEST_CASE("a code that version 1 issued and nobody used is good after the update until it expires") {
  const auto recording = Recording::version_1();
  const auto keys = code_keys(recording, "unused_code");
  SystemRandom random;
  const auto key = seal::TransportKey::make(random);
  const auto record_key = seal::RecordKey::make(random);
  const wire::EnrolRequest request{.request = {random.array<16>()},
                                   .lookup = keys.lookup,
                                   .record_key = record_key.public_key(),
                                   .transport_key = key.public_key(),
                                   .chain = {random.array<16>()},
                                   .agent_version = "0.1.0"};
  const auto frame = taken(wire::make_enrol_request(request, keys, key));
  OldCollector collector(recording, "collector-after", "after_ms");
  const auto made_ms = recording.time_ms("after_ms");
  collector.clock.turn_wall_to(made_ms + 48 * test::hour_ms);
  CHECK_FALSE(collector->enrol(frame).has_value());
  collector.clock.turn_wall_to(made_ms + 47 * test::hour_ms);
  CHECK(collector->enrol(frame).has_value());
}

TEST_CASE("every request of version 1 is answered as its own collector did and as known when it comes twice") {
  const auto recording = Recording::version_1();
  const auto key = test::keys_of(recording).signing.public_key();
  OldCollector collector(recording, "collector-before", "before_ms");
  for (const auto* who : {"hall", "second"}) enrol(recording, collector, who);
  std::size_t records = 0;
  std::vector<Recorded> all;
  for (const auto* chapter : {"carry", "later", "second"})
    for (auto& asked : recording.chapter(chapter)) all.push_back(std::move(asked));
  for (const auto& asked : all) {
    const auto now = read(asked, collector.ask(asked.request), key);
    const auto then = recorded_reply(asked, key);
    INFO(asked.name);
    for (const auto* field : {"results", "blobs", "heartbeat_taken", "more", "content", "piece"}) {
      INFO(field);
      CHECK(value_of(now, field) == value_of(then, field));
    }
    CHECK(texts_of(value_of(now, "petitions"), "petition") == texts_of(value_of(then, "petitions"), "petition"));
    records += value_of(now, "results").items.size();
  }
  CHECK(records == 19);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 18);
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 2);
  CHECK(collector.count("SELECT count(*) FROM blobs WHERE state = 1") == 1);

  const auto file = collector.data / "db" / "collector.db";
  const auto before = test::same_columns_of(file, tables_of_version_1(recording));
  for (const auto& asked : all) {
    const auto first = texts_of(value_of(recorded_reply(asked, key), "results"), "status");
    const auto again = texts_of(value_of(read(asked, collector.ask(asked.request), key), "results"), "status");
    INFO(asked.name);
    for (std::size_t i = 0; i < first.size(); ++i)
      CHECK((again[i] == "known" || (first[i] == "set_aside" && again[i] == "set_aside")));
  }
  CHECK(test::differences(before, test::same_columns_of(file, before)) == std::vector<std::string>{});
}

TEST_CASE("a collector folder that version 1 left at a power cut answers its kiosks as if nothing had happened") {
  const auto recording = Recording::version_1();
  const auto key = test::keys_of(recording).signing.public_key();
  OldCollector collector(recording, "collector-after", "after_ms");
  for (const auto* name : {"carry", "answers", "later"})
    for (const auto& asked : recording.chapter(name)) {
      const auto now = read(asked, collector.ask(asked.request), key);
      for (const auto& result : value_of(now, "results").items) CHECK(value_of(result, "status").text == "known");
    }
  const auto asked = recording.chapter("answers").front();
  const auto replies = value_of(read(asked, collector.ask(asked.request), key), "replies");
  CHECK(replies.items.size() == 3);
  CHECK(replies == value_of(recorded_reply(asked, key), "replies"));
  for (const auto& cut : recording.chapter("cut")) {
    const auto now = read(cut, collector.ask(cut.request), key);
    const auto then = recorded_reply(cut, key);
    for (const auto* field : {"content", "piece", "cursor"}) CHECK(value_of(now, field) == value_of(then, field));
    CHECK(value_of(now, "petitions").items.size() == 3);
    for (std::size_t i = 0; i < 3; ++i)
      CHECK(value_of(value_of(now, "petitions").items[i], "signatures") ==
            value_of(value_of(then, "petitions").items[i], "signatures"));
  }
}

TEST_CASE("what version 1 was refused it is refused with the same status") {
  const auto recording = Recording::version_1();
  OldCollector collector(recording, "collector-after", "after_ms");
  auto all = recording.named("refused");
  all.push_back(recording.chapter("withdrawn").front());
  for (const auto& asked : all) {
    if (asked.name == "refused/too-many") continue;  // below
    INFO(asked.name);
    CHECK(collector.ask(asked.request).status == status_of(asked.response));
  }
  const auto wrong_code = recording.chapter("refused").front();
  CHECK(status_of(wrong_code.response) == 401);
  auto answer = collector.ask(wrong_code.request);
  CHECK(answer.status == 401);
  for (int tries = 0; tries < 100 && answer.status == 401; ++tries) answer = collector.ask(wrong_code.request);
  CHECK(answer.status == 429);
  CHECK(answer.header("Retry-After") != "");
}

// An agent of version 1 takes a reply with a status or a reason that it does not know for no reply at all, keeps every
// record and says that it is not understood, for ever.
TEST_CASE("whatever a collector thinks of a record an agent of version 1 understands its answer") {
  const auto recording = Recording::version_1();
  const auto keys = test::keys_of(recording);
  OldCollector collector(recording, "collector-before", "before_ms");
  const auto hall = enrol(recording, collector, "hall");
  SystemRandom random;
  seal::ChainHead head{.chain = {random.array<16>()}, .sequence = 0, .hash = {}};
  const auto sealed = [&](const RecordId& id, ByteView body, const seal::RecordKey& signer,
                          const seal::SealingKey& recipient) {
    const auto envelope = taken(seal::seal_envelope(
        {.chain = head.chain, .sequence = head.sequence + 1, .previous = head.hash, .record = id, .body = body}, signer,
        recipient));
    head = {.chain = head.chain, .sequence = head.sequence + 1, .hash = seal::header_hash(envelope)};
    return seal::bytes_of_envelope(envelope);
  };
  const auto sealing = keys.opening.sealing_key();
  const auto receipt =
      taken(seal::derive_receipt_keys(parse_receipt_code(recording.fact("receipt")).value(), collector->id()));
  struct Said {
    std::string place = "09.001.01.01";
    std::int64_t made_at_s = 1'795'930'740;
    RecordId id{};
    std::string text = "un banc";
  };
  const auto said_record = [&](Said what) {
    if (what.id == RecordId{}) what.id = {random.array<16>()};
    const Submission submission{.id = what.id,
                                .place = {what.place},
                                .language = Language::fr,
                                .content_version = 1,
                                .made_at_s = what.made_at_s,
                                .body = Proposal{.theme = {"youth"}, .text = what.text, .author = std::nullopt}};
    return sealed(what.id, taken(wire::encode_body({.submission = submission, .receipt = receipt})), keys.record,
                  sealing);
  };
  auto newer = said_record({});
  newer[5] = 2;
  const auto stranger = seal::RecordKey::make(random);
  const auto elsewhere = seal::OpeningKey::make(random);
  const RecordId taken_id{random.array<16>()};
  const std::vector<Bytes> envelopes{
      said_record({.id = taken_id}),
      said_record({.id = taken_id, .text = "another"}),
      said_record({.text = "the same receipt again"}),
      said_record({.place = "06.141.01.0"}),
      said_record({.place = "nowhere"}),
      said_record({.made_at_s = INT64_MAX / 60 * 60}),
      said_record({.made_at_s = 0}),
      newer,
      to_bytes(bytes_of("no envelope")),
      sealed({random.array<16>()}, bytes_of("no body"), keys.record, sealing),
      sealed({random.array<16>()}, bytes_of("body"), stranger, sealing),
      sealed({random.array<16>()}, bytes_of("body"), keys.record, elsewhere.sealing_key())};
  wire::SyncRequest request;
  request.request = {random.array<16>()};
  request.device = DeviceId::from(from_hex(value_of(hall, "device").text).value()).value();
  request.collector = collector->id();
  request.envelopes = envelopes;
  const auto frame = taken(wire::make_sync_request(request, keys.transport));
  const auto answer = collector->exchange(frame);
  REQUIRE(answer.has_value());
  const auto reply = test::read_version_1_reply(*answer, keys.signing.public_key(), test::version_1_question(frame));
  if (!reply) FAIL(reply.error().context);
  const auto statuses = texts_of(value_of(*reply, "results"), "status");
  REQUIRE(statuses.size() == envelopes.size());
  CHECK(statuses.front() == "stored");
  CHECK(statuses[1] == "conflict");
  CHECK(statuses.back() == "set_aside");
}
