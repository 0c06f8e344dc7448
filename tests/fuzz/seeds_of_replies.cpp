// Answers to the agent: a page of a captive portal, a whole frame, replies, a content pack.
#include "tests/fuzz/fixed_keys.h"
#include "tests/fuzz/seeds.h"
#include "tests/sync/carried_pack.h"

namespace minbar::fuzz {
namespace {

void take_answer(const TakeSeed& take, Answered kind, ByteView rest) {
  Bytes input{static_cast<std::uint8_t>(kind)};
  input.insert(input.end(), rest.begin(), rest.end());
  take("reply", input);
}

Bytes payload_of(const Bytes& frame) { return wire::parse_frame(frame, frame.size()).value().payload; }

}  // namespace

void seeds_of_replies(const TakeSeed& take) {
  test::EnrolledKiosk kiosk;  // the fuzzer's own: its keys are of the same seed
  take_answer(take, Answered::body, bytes_of("<html><body>Bienvenue</body></html>"));
  wire::SyncReply plain = kiosk.answer_to({});
  auto full = plain;
  full.results = {{.envelope = {.bytes = {0}}, .record = RecordId{}, .status = wire::RecordStatus::stored},
                  {.envelope = {.bytes = {1}},
                   .record = {},
                   .status = wire::RecordStatus::set_aside,
                   .reason = wire::RecordReason::malformed}};
  full.blobs = {{.blob = {.bytes = {1}}, .known = true, .have = 5}};
  full.more = true;
  full.replies = {{.sequence = 7, .lookup = {.bytes = {2}}, .sealed = {1, 2, 3}}};
  full.content = wire::ContentOffer{.version = 4, .hash = {}, .size_bytes = 10};
  full.piece = wire::ContentPiece{.version = 4, .offset = 0, .bytes = {1, 2, 3}};
  full.petitions = {{.petition = {"bus"}, .signatures = 812, .complete_up_to_s = 1'789'999'000, .silent_kiosks = 3}};
  full.wait_s = 5;
  for (const auto& reply : {plain, full}) {
    const auto frame = kiosk.signed_frame(reply);
    take_answer(take, Answered::body, frame);
    take_answer(take, Answered::signed_json, payload_of(frame));
    take_answer(take, Answered::reply, payload_of(frame));
  }
  take_answer(take, Answered::pack, payload_of(test::signed_pack(kiosk, 2, {{"words/ar.json", "{}"}})));
}

}  // namespace minbar::fuzz
