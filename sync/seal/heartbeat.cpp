#include "sync/seal/heartbeat.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "sync/seal/binary.h"

namespace minbar::seal {

namespace {

constexpr std::string_view heartbeat_magic = "MNBH";
constexpr std::uint16_t heartbeat_format = 1;
constexpr std::size_t version_text_bytes = 32;
constexpr std::size_t signature_bytes = 64;

}  // namespace

Bytes sign_heartbeat(const Heartbeat& heartbeat, const RecordKey& key) {
  const auto version = std::string_view(heartbeat.program_version).substr(0, version_text_bytes);
  Writer out;
  out.bytes(bytes_of(heartbeat_magic));
  out.number(heartbeat_format);
  out.bytes(key.public_key().id().view());
  out.bytes(heartbeat.head.chain.view());
  out.number(heartbeat.head.sequence);
  out.bytes(heartbeat.head.hash.view());
  out.number(heartbeat.number);
  out.bytes(heartbeat.boot.view());
  out.number(heartbeat.monotonic_ms);
  out.number(heartbeat.wall_ms);
  out.number(heartbeat.backlog);
  out.number(heartbeat.oldest_unsent_s.value_or(-1));
  out.number(heartbeat.free_disk_bytes);
  out.number(heartbeat.content_version);
  out.number(static_cast<std::uint8_t>(version.size()));
  out.bytes(bytes_of(version));
  const auto signature = key.sign(Context::heartbeat, out.written());
  out.bytes(signature.view());
  return out.written();
}

Result<Heartbeat> open_heartbeat(ByteView bytes, const RecordPublicKey& key) {
  Reader in(bytes);
  if (text_of(in.bytes(heartbeat_magic.size())) != heartbeat_magic) return fail(Errc::bad_input, "not a heartbeat");
  if (const auto version = in.number<std::uint16_t>(); in.good() && version != heartbeat_format)
    return fail(Errc::unsupported_version, fmt::format("heartbeat format {}", version));
  static_cast<void>(in.id<KeyId>());  // a hint for whoever has many keys; the caller has chosen one
  Heartbeat out;
  out.head.chain = in.id<ChainId>();
  out.head.sequence = in.number<std::uint64_t>();
  out.head.hash = in.id<Hash>();
  out.number = in.number<std::uint64_t>();
  out.boot = in.id<BootId>();
  out.monotonic_ms = in.number<std::int64_t>();
  out.wall_ms = in.number<std::int64_t>();
  out.backlog = in.number<std::uint64_t>();
  const auto oldest = in.number<std::int64_t>();
  if (oldest >= 0) out.oldest_unsent_s = oldest;
  out.free_disk_bytes = in.number<std::uint64_t>();
  out.content_version = in.number<std::int64_t>();
  const auto text_size = in.number<std::uint8_t>();
  out.program_version = text_of(in.bytes(text_size));
  const auto signature = in.id<Signature>();
  if (!in.good() || in.left() != 0 || text_size > version_text_bytes || !is_valid_utf8(out.program_version))
    return fail(Errc::bad_input, "a heartbeat has not its shape");
  if (out.number == 0 || out.number > INT64_MAX || out.head.sequence > INT64_MAX || out.backlog > INT64_MAX ||
      out.free_disk_bytes > INT64_MAX || out.wall_ms < limits::earliest_time_s * 1000 ||
      out.wall_ms > limits::latest_time_s * 1000)
    return fail(Errc::bad_input, "a heartbeat's number is out of bounds");
  if (!key.verify(Context::heartbeat, signature, bytes.first(bytes.size() - signature_bytes)))
    return fail(Errc::denied, "a heartbeat is not signed by this kiosk's record key");
  return out;
}

}  // namespace minbar::seal
