// A town to which a citizen has spoken: where the stories of recordings begin.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/features/fleet/held.h"
#include "sync/collector/features/fleet/held_decisions.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/seal/blob.h"
#include "tests/sync/collector/signed_in_town.h"

namespace minbar::test {

// The record is there, the sealed sound is still with the kiosk.
struct Spoken : SignedInTown {
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
  [[nodiscard]] Submission said_to(TestKiosk& who, const BlobId& named,
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
  Answer hear() {
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
  wire::BlobState send_as(TestKiosk& who, std::vector<wire::Piece> pieces, std::vector<Bytes> envelopes = {}) {
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

}  // namespace minbar::test
