// A kiosk and its agent as the collector meets them, built from the real seal and wire: real keys, real envelopes, real
// frames. For the collector's stories.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sync/base/random.h"
#include "sync/collector/serve/collector.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/seal/heartbeat.h"
#include "sync/wire/body_codec.h"
#include "sync/wire/enrol.h"
#include "sync/wire/sync_codec.h"

namespace minbar::test {

class TestKiosk {
 public:
  explicit TestKiosk(Random& random)
      : random_(random),
        record_key_(seal::RecordKey::make(random)),
        transport_key_(seal::TransportKey::make(random)),
        head_{.chain = {.bytes = random.array<16>()}, .sequence = 0, .hash = {}} {}

  // --- enrolment
  [[nodiscard]] wire::EnrolRequest enrol_request(const seal::EnrolKeys& code) {
    return {.request = {.bytes = random_.array<16>()},
            .lookup = code.lookup,
            .record_key = record_key_.public_key(),
            .transport_key = transport_key_.public_key(),
            .chain = head_.chain,
            .agent_version = "test"};
  }
  [[nodiscard]] wire::ExchangeResult ask_to_enrol(collector::Collector& collector, const std::string& code_text) {
    const auto code = seal::derive_enrol_keys(parse_receipt_code(code_text).value()).value();
    const auto request = enrol_request(code);
    auto answer = collector.enrol(wire::make_enrol_request(request, code, transport_key_).value());
    if (answer) pinned_ = wire::open_enrol_reply(*answer, request.request, code).value();
    return answer;
  }
  void enrol(collector::Collector& collector, const std::string& label = "Town hall") {
    const auto issued = collector.create_kiosk({.place = {"09.001.01.01"}, .label = label});
    REQUIRE(issued.has_value());
    REQUIRE(ask_to_enrol(collector, issued->code).has_value());
  }
  // As if it had been enrolled years ago.
  void grow_old(collector::Collector& collector) {
    REQUIRE(collector.storage().write([&](db::Database& database) {
      return database.execute("UPDATE devices SET enrolled_at_ms = 1600000000000 WHERE id = $1", {pinned_.device});
    }));
  }
  // It stood there for a moment and is back: what it says of that place is its own.
  void tour(collector::Collector& collector, const std::string& place) {
    for (const auto& to : {PlaceCode{place}, pinned_.place.code})
      REQUIRE(collector::move_kiosk(collector.storage(), {.device = pinned_.device, .place = to}).has_value());
  }
  [[nodiscard]] const wire::EnrolReply& pinned() const { return pinned_; }
  [[nodiscard]] const seal::TransportKey& transport_key() const { return transport_key_; }
  [[nodiscard]] const seal::RecordKey& record_key() const { return record_key_; }

  void lose_transport_key() { transport_key_ = seal::TransportKey::make(random_); }
  void lose_record_key() { record_key_ = seal::RecordKey::make(random_); }

  // --- records
  [[nodiscard]] Submission proposal(const std::string& text) {
    return {.id = {.bytes = random_.array<16>()},
            .place = {"09.001.01.01"},
            .language = Language::ar,
            .content_version = 1,
            .made_at_s = 1'789'999'980,
            .body = Proposal{.theme = {"public_services"}, .text = text, .author = std::nullopt}};
  }
  [[nodiscard]] Submission rating(const std::string& service, Satisfaction satisfaction) {
    return {.id = {.bytes = random_.array<16>()},
            .place = {"09.001.01.01"},
            .language = Language::ar,
            .content_version = 1,
            .made_at_s = 1'789'999'200,
            .body = Rating{.subject = ServiceId{service},
                           .satisfaction = satisfaction,
                           .reasons = {},
                           .comment = {},
                           .soon_after_another = false}};
  }
  [[nodiscard]] Submission signature(const std::string& petition, const std::string& national_id) {
    return {.id = {.bytes = random_.array<16>()},
            .place = {"09.001.01.01"},
            .language = Language::ar,
            .content_version = 1,
            .made_at_s = 1'789'999'980,
            .body = PetitionSignature{.petition = {petition},
                                      .given_name = "Fatima",
                                      .family_name = "Ait Ali",
                                      .national_id = national_id,
                                      .link = TerritoryLink::resident,
                                      .on_electoral_list = true,
                                      .residence = {"09.001.01.01"},
                                      .ink = {{{100, 100}, {500, 200}}},
                                      .authorisation = "D-GC-1/2026"}};
  }
  // Sealed, signed and next in the chain.
  [[nodiscard]] seal::Envelope seal_bytes(const RecordId& id, ByteView body) {
    auto envelope =
        seal::seal_envelope(
            {.chain = head_.chain, .sequence = head_.sequence + 1, .previous = head_.hash, .record = id, .body = body},
            record_key_, pinned_.sealing_key)
            .value();
    head_ = {.chain = head_.chain, .sequence = head_.sequence + 1, .hash = seal::header_hash(envelope)};
    return envelope;
  }
  [[nodiscard]] seal::Envelope seal_submission(const Submission& submission,
                                               const std::optional<seal::ReceiptKeys>& receipt = std::nullopt) {
    return seal_bytes(submission.id, wire::encode_body({.submission = submission, .receipt = receipt}).value());
  }
  [[nodiscard]] Bytes say(const std::string& text) { return seal::bytes_of_envelope(seal_submission(proposal(text))); }

  // --- heartbeats
  [[nodiscard]] seal::ChainHead head() const { return head_; }
  void turn_back_to(const seal::ChainHead& head) { head_ = head; }  // as a restored disk does
  // Of no boot: nothing but its wall time tells of its clock.
  [[nodiscard]] Bytes heartbeat(std::int64_t wall_ms, const seal::BootId& boot = {}, std::int64_t monotonic_ms = 0) {
    seal::Heartbeat beat;
    beat.head = head_;
    beat.number = ++beats_;
    beat.boot = boot;
    beat.monotonic_ms = monotonic_ms;
    beat.wall_ms = wall_ms;
    beat.program_version = "0.1.0";
    return seal::sign_heartbeat(beat, record_key_);
  }

  // --- sync
  [[nodiscard]] wire::SyncRequest request(std::vector<Bytes> envelopes) {
    wire::SyncRequest request;
    request.request = {.bytes = random_.array<16>()};
    request.device = pinned_.device;
    request.collector = pinned_.collector;
    request.envelopes = std::move(envelopes);
    request.content_version = 1;
    request.agent_version = "test";
    return request;
  }
  [[nodiscard]] Bytes frame(const wire::SyncRequest& request) {
    return wire::make_sync_request(request, transport_key_).value();
  }
  // Sends and gives back what the collector signed.
  wire::SyncReply send(collector::Collector& collector, std::vector<Bytes> envelopes,
                       std::optional<Bytes> beat = std::nullopt) {
    auto asked = request(std::move(envelopes));
    asked.heartbeat = std::move(beat);
    const auto answer = collector.exchange(frame(asked));
    REQUIRE(answer.has_value());
    const auto reply = wire::open_sync_reply(*answer, pinned_.signing_key);
    REQUIRE(reply.has_value());
    REQUIRE((*reply)->request == asked.request);
    return **reply;
  }

 private:
  Random& random_;
  seal::RecordKey record_key_;
  seal::TransportKey transport_key_;
  seal::ChainHead head_;
  std::uint64_t beats_ = 0;
  wire::EnrolReply pinned_;
};

}  // namespace minbar::test
