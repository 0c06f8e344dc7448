#include "sync/wire/frame.h"

#include <fmt/format.h>

#include "sync/seal/binary.h"

namespace minbar::wire {

namespace {

constexpr std::string_view magic = "MNBF";
constexpr std::uint16_t frame_format = 1;

bool is_framed(std::uint16_t context) {
  return context >= static_cast<std::uint16_t>(seal::Context::request) &&
         context <= static_cast<std::uint16_t>(seal::Context::succession);
}

}  // namespace

Result<Frame> parse_frame(ByteView bytes, std::size_t max_payload_bytes) {
  seal::Reader in(bytes);
  if (text_of(in.bytes(magic.size())) != magic) return fail(Errc::bad_input, "not a frame");
  const auto version = in.number<std::uint16_t>();
  const auto context = in.number<std::uint16_t>();
  if (!in.good()) return fail(Errc::bad_input, "a frame is cut");
  if (version != frame_format || !is_framed(context))
    return fail(Errc::unsupported_version, fmt::format("frame format {}, context {}", version, context));
  Frame frame;
  frame.context = static_cast<seal::Context>(context);
  frame.signer = in.id<seal::KeyId>();
  const std::size_t payload_bytes = in.number<std::uint32_t>();
  frame.signature = in.id<seal::Signature>();
  if (!in.good()) return fail(Errc::bad_input, "a frame is cut");
  if (payload_bytes > max_payload_bytes)
    return fail(Errc::too_large,
                fmt::format("a payload of {} bytes; at most {} are taken", payload_bytes, max_payload_bytes));
  if (in.left() != payload_bytes) return fail(Errc::bad_input, "a frame's size does not fit its header");
  frame.header = to_bytes(bytes.first(frame_header_bytes));
  frame.payload = to_bytes(in.bytes(payload_bytes));
  return frame;
}

namespace detail {

Bytes frame_header(seal::Context context, const seal::KeyId& signer, std::size_t payload_bytes) {
  seal::Writer out;
  out.bytes(bytes_of(magic));
  out.number(frame_format);
  out.number(static_cast<std::uint16_t>(context));
  out.bytes(signer.view());
  out.number(static_cast<std::uint32_t>(payload_bytes));
  return out.written();
}

Bytes join(ByteView header, ByteView signature, ByteView payload) {
  Bytes out;
  out.reserve(header.size() + signature.size() + payload.size());
  out.insert(out.end(), header.begin(), header.end());
  out.insert(out.end(), signature.begin(), signature.end());
  out.insert(out.end(), payload.begin(), payload.end());
  return out;
}

Result<void> check_kind(const Frame& frame, seal::Context expected) {
  if (frame.context != expected) return fail(Errc::bad_input, "a frame made for another purpose");
  return {};
}

Result<void> signature_refused() {
  return fail(Errc::denied, "a frame is not signed by the key that is trusted for it");
}

}  // namespace detail

}  // namespace minbar::wire
