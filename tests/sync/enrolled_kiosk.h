// A kiosk of a test: a real store in a folder of its own, real keys, enrolled with a collector of which the test holds
// the keys, so that it can open what was sealed and sign what is answered.
#pragma once

#include <utility>

#include "sync/base/ensure.h"
#include "tests/support/manual_clock.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/opened_store.h"

namespace minbar::test {

// The value, or the error's words on the test's screen.
template <class T>
T taken(Result<T> result) {
  ENSURE(result.has_value(), result ? "" : result.error().context);
  return *std::move(result);
}

// As a kiosk does at its first enrolment, and a restarted one with what it pinned then.
inline void trust_what_is_shared(test::Store& store) {
  if (const auto enrolment = taken(store.folder->enrolment())) store.folder->trust(store::pin_of(*enrolment));
}

class EnrolledKiosk {
 public:
  explicit EnrolledKiosk(std::uint64_t seed = 1) : random(seed) {
    auto store = open(store::Role::kiosk);
    ENSURE(store.outbox.publish_record_key(record_key.public_key()).has_value(), "the key is published");
    std::filesystem::create_directory(keys);
    std::filesystem::permissions(keys, std::filesystem::perms::owner_all);
    ENSURE(record_key.save(keys / "record.key").has_value(), "the key is kept");
    ENSURE(store.carrier.keep_enrolment(enrolment, "http://127.0.0.1:1").has_value(), "the kiosk is enrolled");
  }

  test::Store open(store::Role role, const store::StoreOptions& options = {}) {
    test::Store store(taken(store::Folder::open(shared, role, clock, random, options)));
    store.folder->trust(pin());
    return store;
  }
  // What a kiosk pins of this enrolment.
  [[nodiscard]] store::CollectorPin pin() const {
    return {.device = enrolment.device,
            .collector = enrolment.collector,
            .signing_key = enrolment.signing_key,
            .sealing_key = enrolment.sealing_key,
            .place = enrolment.place,
            .follow_url = enrolment.follow_url};
  }
  Submission proposal(std::string text) {
    return {.id = {random.array<16>()},
            .place = enrolment.place.code,
            .language = Language::ar,
            .content_version = 1,
            .made_at_s = clock.wall_ms() / 60'000 * 60,
            .body = Proposal{{"roads"}, std::move(text), {}}};
  }
  // What its own agent asked.
  wire::SyncRequest request_in(ByteView frame) const {
    return taken(
        wire::open_sync_request(taken(wire::parse_frame(frame, limits::request_bytes)), transport_key.public_key()));
  }
  // The answer of a collector that took everything.
  wire::SyncReply answer_to(const wire::SyncRequest& request) const {
    wire::SyncReply reply{.request = request.request,
                          .device = enrolment.device,
                          .collector = enrolment.collector,
                          .heartbeat_taken = request.heartbeat.has_value(),
                          .cursor = {"1"},
                          .server_wall_ms = clock.wall_ms()};
    for (const auto& envelope : request.envelopes)
      reply.results.push_back({.envelope = seal::hash_of(envelope),
                               .record = taken(seal::parse_envelope(envelope)).header.record,
                               .status = wire::RecordStatus::stored});
    return reply;
  }
  Bytes signed_frame(const wire::SyncReply& reply) const { return taken(wire::make_sync_reply(reply, signing_key)); }
  wire::Verified<wire::SyncReply> verified(const wire::SyncReply& reply) const {
    return taken(wire::open_sync_reply(signed_frame(reply), signing_key.public_key()));
  }

  SeededRandom random;
  ManualClock clock;
  TemporaryFolder folder;
  std::filesystem::path shared = folder.path() / "shared";
  std::filesystem::path keys = folder.path() / "keys";  // the kiosk's private folder, with its record key
  seal::RecordKey record_key = seal::RecordKey::make(random);
  seal::TransportKey transport_key = seal::TransportKey::make(random);
  seal::SigningKey signing_key = seal::SigningKey::make(random);
  seal::OpeningKey opening_key = seal::OpeningKey::make(random);
  wire::EnrolReply enrolment{
      .request = {random.array<16>()},
      .device = {random.array<16>()},
      .collector = {random.array<16>()},
      .signing_key = signing_key.public_key(),
      .sealing_key = opening_key.sealing_key(),
      .place = {.code = {"09.001.01.01"}, .name_ar = "أكادير", .name_fr = "Agadir", .zone = "Africa/Casablanca"},
      .follow_url = "https://example.org/follow",
      .server_wall_ms = 1};
};

}  // namespace minbar::test
