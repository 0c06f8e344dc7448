#include "sync/wire/refusal.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/wire/frame.h"
#include "sync/wire/json.h"
#include "sync/wire/succession.h"

namespace minbar::wire {

namespace {

constexpr std::int64_t refusal_format = 1;
constexpr std::int64_t longest_refused_wait_s = 86'400;

}  // namespace

bool needs_a_person(RefusalReason reason) { return reason != RefusalReason::over_quota; }

Result<Bytes> make_refusal(const Refusal& refusal, const seal::SigningKey& key) {
  JsonWriter json;
  json.integer("format", refusal_format);
  json.hex("frame", refusal.frame.view());
  json.hex("collector", refusal.collector.view());
  if (refusal.device) json.hex("device", refusal.device->view());
  json.text("reason", name_of(refusal.reason));
  json.integer("server_wall_ms", refusal.server_wall_ms);
  if (refusal.wait_s) json.integer("wait_s", *refusal.wait_s);
  if (!refusal.succession.empty()) json.base64("succession", refusal.succession);
  return make_frame(seal::Context::refusal, TRY(json.written()), key);
}

Result<Refusal> open_refusal(ByteView bytes, const seal::SigningPublicKey& key) {
  const auto frame = TRY(parse_frame(bytes, limits::refusal_bytes));
  TRY(check_frame(frame, seal::Context::refusal, key));
  const auto json = TRY(JsonReader::parse(frame.payload));
  if (const auto format = TRY(json.integer("format", 0, INT32_MAX)); format != refusal_format)
    return fail(Errc::unsupported_version, fmt::format("refusal format {}", format));
  Refusal out;
  out.frame = TRY(json.id<seal::Hash>("frame"));
  out.collector = TRY(json.id<CollectorId>("collector"));
  if (json.has("device")) out.device = TRY(json.id<DeviceId>("device"));
  out.reason = refusal_reason_from(TRY(json.text("reason", 32))).value_or(RefusalReason::other);
  out.server_wall_ms = TRY(json.integer("server_wall_ms", 1, INT64_MAX));
  if (json.has("wait_s")) out.wait_s = TRY(json.integer("wait_s", 0, longest_refused_wait_s));
  if (json.has("succession")) out.succession = TRY(json.base64("succession", succession_frame_bytes));
  return out;
}

}  // namespace minbar::wire
