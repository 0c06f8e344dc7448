// The signed frame that wraps every message between kiosk and collector, so that HTTP bodies and files on a stick are
// the same bytes. Used by agent, collector and (later) courier. parse_frame takes bytes from anywhere and proves
// nothing; only check_frame, with a key the caller already trusts, does. Layout: PROTOCOL.md, section 4.
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"

namespace minbar::wire {

inline constexpr std::size_t frame_header_bytes = 20;  // then the signature (64), then the payload

struct Frame {
  seal::Context context = seal::Context::request;
  seal::KeyId signer{};  // a hint to find the key; trust the key, not this
  seal::Signature signature{};
  Bytes header{};   // verbatim, signed
  Bytes payload{};  // verbatim, signed
};

// Errors: bad_input (no frame, cut, extra bytes), unsupported_version (a frame of a newer version or unknown context),
// too_large (payload over max_payload_bytes; told before anything is copied).
[[nodiscard]] Result<Frame> parse_frame(ByteView bytes, std::size_t max_payload_bytes);

namespace detail {
[[nodiscard]] Bytes frame_header(seal::Context context, const seal::KeyId& signer, std::size_t payload_bytes);
[[nodiscard]] Bytes join(ByteView header, ByteView signature, ByteView payload);
[[nodiscard]] Result<void> check_kind(const Frame& frame, seal::Context expected);
[[nodiscard]] Result<void> signature_refused();
}  // namespace detail

template <class Role>
[[nodiscard]] Bytes make_frame(seal::Context context, ByteView payload, const seal::SigningPair<Role>& key) {
  const Bytes header = detail::frame_header(context, key.public_key().id(), payload.size());
  return detail::join(header, key.sign(context, header, payload).view(), payload);
}

// Errors: bad_input (a frame for another purpose), denied (the signature is not this key's).
template <class Role>
[[nodiscard]] Result<void> check_frame(const Frame& frame, seal::Context expected,
                                       const seal::VerifyingKey<Role>& key) {
  TRY(detail::check_kind(frame, expected));
  if (!key.verify(frame.context, frame.signature, frame.header, frame.payload)) return detail::signature_refused();
  return {};
}

}  // namespace minbar::wire
