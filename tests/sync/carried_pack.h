// Brings a content pack into the store of a test's kiosk the way an agent does: offered, then piece by piece, in
// replies that the collector's key signed.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "tests/sync/enrolled_kiosk.h"

namespace minbar::test {

inline Bytes signed_pack(const EnrolledKiosk& kiosk, std::int64_t version, std::vector<ContentFile> files) {
  return taken(wire::make_pack({.version = version, .collector = kiosk.enrolment.collector, .files = std::move(files)},
                               kiosk.signing_key));
}

inline wire::ContentOffer offer_of(std::int64_t version, ByteView frame) {
  return {.version = version, .hash = seal::hash_of(frame), .size_bytes = static_cast<std::int64_t>(frame.size())};
}

// One exchange: `offer`, and of `frame` the piece that is wanted.
inline store::Applied exchange(const EnrolledKiosk& kiosk, test::Store& store, const wire::ContentOffer& offer,
                               ByteView frame) {
  const auto request = taken(store.carrier.make_request({}, "test"));
  auto reply = kiosk.answer_to(request);
  reply.content = offer;
  if (request.want && request.want->version == offer.version) {
    const auto rest = frame.subspan(static_cast<std::size_t>(request.want->offset));
    reply.piece = wire::ContentPiece{.version = offer.version,
                                     .offset = request.want->offset,
                                     .bytes = to_bytes(rest.first(std::min(rest.size(), limits::pack_piece_bytes)))};
  }
  return taken(store.carrier.apply_reply(kiosk.verified(reply)));
}

// Until no more is asked for; how many exchanges it took.
inline int fetch(const EnrolledKiosk& kiosk, test::Store& store, const wire::ContentOffer& offer, ByteView frame) {
  int exchanges = 1;
  while (exchange(kiosk, store, offer, frame).more_content && exchanges < 100) ++exchanges;
  return exchanges;
}

// The whole way.
inline void carry(const EnrolledKiosk& kiosk, test::Store& store, std::int64_t version,
                  std::vector<ContentFile> files) {
  const auto frame = signed_pack(kiosk, version, std::move(files));
  fetch(kiosk, store, offer_of(version, frame), frame);
  ENSURE(taken(store.packs.state()).stored.front().version == version, "the pack has come");
}

}  // namespace minbar::test
