// Bodies, envelopes, heartbeats, messages and frames as the programs make them.
#include "sync/seal/heartbeat.h"
#include "sync/seal/padding.h"
#include "sync/wire/answer_codec.h"
#include "sync/wire/body_codec.h"
#include "sync/wire/refusal.h"
#include "sync/wire/succession.h"
#include "sync/wire/sync_codec.h"
#include "tests/fuzz/fixed_keys.h"
#include "tests/fuzz/seeds.h"

namespace minbar::fuzz {
namespace {

Submission said(FixedKeys& keys, Body body) {
  return {.id = {.bytes = keys.random.array<16>()},
          .place = {"09.001.01.01"},
          .language = Language::fr,
          .content_version = 1,
          .made_at_s = 1'789'999'200,
          .body = std::move(body)};
}

std::vector<wire::SealedBody> bodies(FixedKeys& keys) {
  const seal::ReceiptKeys receipt{.lookup = {.bytes = keys.random.array<16>()},
                                  .reply_key = {.bytes = keys.random.array<32>()}};
  return {{.submission = said(keys, Proposal{.theme = {"roads"}, .text = "Un banc \\ \"ici\"\n", .author = {}})},
          {.submission = said(keys, Proposal{.theme = {"roads"}, .text = "x", .author = Author{"A", "06"}}),
           .receipt = receipt},
          {.submission = said(keys, Rating{.subject = ServiceId{"civil_status"},
                                           .satisfaction = Satisfaction::very_satisfied,
                                           .reasons = {{"cost"}, {"welcome"}},
                                           .comment = "Merci",
                                           .soon_after_another = true})},
          {.submission = said(keys, Rating{.subject = ServiceId{"roads"}})},
          {.submission = said(keys, Proposal{.theme = {"roads"},
                                             .text = "",
                                             .voice = Voice{.blob = {.bytes = keys.random.array<32>()},
                                                            .sealed_bytes = 20'112,
                                                            .duration_ms = 4'200}}),
           .receipt = receipt},
          {.submission = said(keys, PetitionSignature{.petition = {"bus"},
                                                      .given_name = "Amina",
                                                      .family_name = "El Fassi",
                                                      .national_id = "JB123456",
                                                      .on_electoral_list = true,
                                                      .residence = {"09.001.01.01"},
                                                      .ink = {{{0, 0}, {400, 300}, {900, 100}}},
                                                      .authorisation = "A-1/2026"})},
          {.submission = said(keys, PetitionStart{.addressee = {"09.001.01.01"},
                                                  .object = "Un bus",
                                                  .reasons = "Il n'y en a pas",
                                                  .representative = {"Amina El Fassi", "JB123456", "06"},
                                                  .association = PetitioningAssociation{"Amis", true, true, true, true},
                                                  .authorisation = "A-1/2026"}),
           .receipt = receipt}};
}

wire::SyncRequest request_of(FixedKeys& keys, const Bytes& envelope, const Bytes& beat) {
  return {.request = {.bytes = keys.random.array<16>()},
          .device = {.bytes = keys.random.array<16>()},
          .collector = {.bytes = keys.random.array<16>()},
          .envelopes = {envelope},
          .pieces = {{.blob = {.bytes = keys.random.array<32>()}, .offset = 65'536, .bytes = {1, 2, 3}},
                     {.blob = {.bytes = keys.random.array<32>()}}},
          .heartbeat = beat,
          .cursor = {"12"},
          .content_version = 3,
          .agent_version = "0.1.0",
          .want = wire::ContentWant{.version = 4, .offset = 5},
          .petitions = {{"bus"}, {"forest"}},
          .kept = wire::KeptChain{.chain = {.bytes = keys.random.array<16>()},
                                  .kept_from = 3,
                                  .gone = {{.from = 4, .to = 4}, {.from = 7, .to = 9}}},
          .newest_answer = 17};
}

wire::SyncReply reply_of(FixedKeys& keys) {
  return {.request = {.bytes = keys.random.array<16>()},
          .device = {.bytes = keys.random.array<16>()},
          .collector = {.bytes = keys.random.array<16>()},
          .results = {{.envelope = {.bytes = keys.random.array<32>()},
                       .record = RecordId{.bytes = keys.random.array<16>()},
                       .status = wire::RecordStatus::set_aside,
                       .reason = wire::RecordReason::invalid_body}},
          .blobs = {{.blob = {.bytes = keys.random.array<32>()}, .known = true, .have = 65'539},
                    {.blob = {.bytes = keys.random.array<32>()}, .known = true, .have = 9, .done = true, .safe = true}},
          .heartbeat_taken = true,
          .cursor = {"13"},
          .more = true,
          .replies = {{.sequence = 7, .lookup = {.bytes = keys.random.array<16>()}, .sealed = {1, 2, 3}}},
          .content = wire::ContentOffer{.version = 4, .hash = {}, .size_bytes = 10},
          .piece = wire::ContentPiece{.version = 4, .offset = 5, .bytes = {1, 2, 3, 4, 5}},
          .petitions = {{.petition = {"bus"},
                         .signatures = 812,
                         .complete_up_to_s = 1'789'999'000,
                         .silent_kiosks = 3,
                         .lost_records = 4}},
          .safe = wire::SafeMark{.chain = {.bytes = keys.random.array<16>()},
                                 .sequence = 8,
                                 .header = {.bytes = keys.random.array<32>()}},
          .missing = {{.from = 9, .to = 12}},
          .server_wall_ms = 1'790'000'000'000,
          .wait_s = 5};
}

wire::EnrolReply enrolled(FixedKeys& keys) {
  return {.request = {},  // as the fuzzer expects
          .device = {.bytes = keys.random.array<16>()},
          .collector = {.bytes = keys.random.array<16>()},
          .signing_key = keys.signing.public_key(),
          .sealing_key = keys.opening.sealing_key(),
          .place = {.code = {"09.001.01.01"}, .name_ar = "x", .name_fr = "Agadir", .zone = "Africa/Casablanca"},
          .follow_url = "https://example.org/follow",
          .server_wall_ms = 1'790'000'000'000};
}

void take_message(const TakeSeed& take, Message kind, ByteView payload) {
  Bytes input{static_cast<std::uint8_t>(kind)};
  input.insert(input.end(), payload.begin(), payload.end());
  take("messages", input);
}

// The frame itself, and its payload without the MAC where there is one.
void take_frame(const TakeSeed& take, Message kind, const Bytes& frame, std::size_t mac_bytes) {
  take("frame", frame);
  take_message(take, kind, ByteView(wire::parse_frame(frame, frame.size()).value().payload).subspan(mac_bytes));
}

void seeds_of_refusals(const TakeSeed& take, FixedKeys& keys, std::size_t mac_bytes) {
  const wire::Refusal unknown{.reason = wire::RefusalReason::unknown_device, .server_wall_ms = 1'790'000'000'000};
  const wire::Refusal waits{.device = DeviceId{.bytes = keys.random.array<16>()},
                            .reason = wire::RefusalReason::over_quota,
                            .server_wall_ms = 1'790'000'000'000,
                            .wait_s = 3'600};
  for (const auto& refusal : {unknown, waits})
    take_frame(take, Message::refusal, wire::make_refusal(refusal, keys.signing).value(), 0);
  const auto used =
      wire::make_enrol_objection(wire::EnrolObjection::used, wire::RequestId{}, keys.code.mac_key, keys.signing);
  take_frame(take, Message::objection, used.value(), mac_bytes);
}

}  // namespace

void seeds_of_messages(const TakeSeed& take) {
  FixedKeys keys;
  Bytes envelope;
  for (const auto& body : bodies(keys)) {
    const auto plain = wire::encode_body(body).value();
    take_message(take, Message::body, plain);
    const seal::EnvelopeParts parts{
        .chain = {}, .sequence = 1, .previous = {}, .record = body.submission.id, .body = plain};
    envelope = seal::bytes_of_envelope(seal::seal_envelope(parts, keys.record, keys.opening.sealing_key()).value());
    take("envelope", envelope);
  }
  const Answer given{
      .state = AnswerState::done, .text = "Fait", .language = Language::fr, .answered_at_s = 1'790'000'000};
  auto answer = seal::open_reply(keys.receipt, wire::seal_answer(given, keys.receipt, keys.random).value()).value();
  if (seal::unpad(answer)) take_message(take, Message::answer, answer);
  seal::Heartbeat beat;
  beat.number = 1;
  beat.program_version = "0.1.0";
  const auto signed_beat = seal::sign_heartbeat(beat, keys.record);
  take("envelope", signed_beat);

  const auto sync_request = wire::make_sync_request(request_of(keys, envelope, signed_beat), keys.transport).value();
  take_frame(take, Message::sync_request, sync_request, 0);
  take_frame(take, Message::sync_reply, wire::make_sync_reply(reply_of(keys), keys.signing).value(), 0);
  const wire::EnrolRequest enrol{.request = {},
                                 .lookup = keys.code.lookup,
                                 .record_key = keys.record.public_key(),
                                 .transport_key = keys.transport.public_key(),
                                 .chain = {},
                                 .agent_version = "0.1.0",
                                 .origins = {DeviceId{}}};
  constexpr std::size_t mac_bytes = 32;
  take_frame(take, Message::enrol_request, wire::make_enrol_request(enrol, keys.code, keys.transport).value(),
             mac_bytes);
  take_frame(take, Message::enrol_reply,
             wire::make_enrol_reply(enrolled(keys), keys.code.mac_key, keys.signing).value(), mac_bytes);
  seeds_of_refusals(take, keys, mac_bytes);
  const wire::Succession stated{.collector = {.bytes = keys.random.array<16>()},
                                .number = 1,
                                .signing_key = keys.signing.public_key(),
                                .sealing_key = keys.opening.sealing_key(),
                                .server_wall_ms = 1'790'000'000'000};
  take_frame(take, Message::succession, wire::make_succession(stated, keys.root).value(), 0);
}

}  // namespace minbar::fuzz
