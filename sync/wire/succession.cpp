#include "sync/wire/succession.h"

#include <fmt/format.h>

namespace minbar::wire {

namespace {

constexpr std::int64_t succession_format = 1;

}  // namespace

JsonWriter json_of(const Follows& follows) {
  JsonWriter json;
  json.integer("number", follows.number);
  json.hex("signing_key", follows.signing_key.view());
  if (follows.root_key) json.hex("root_key", follows.root_key->view());
  return json;
}

Result<Follows> follows_from(const JsonReader& json) {
  Follows out;
  out.number = TRY(json.integer("number", 0, INT32_MAX));
  out.signing_key = TRY(json.id<seal::KeyId>("signing_key"));
  if (json.has("root_key")) out.root_key = TRY(json.id<seal::KeyId>("root_key"));
  return out;
}

Result<Bytes> make_succession(const Succession& succession, const seal::RootKey& key) {
  if (succession.number < 1 || succession.number > INT32_MAX || succession.server_wall_ms < 1)
    return fail(Errc::bad_input, "a succession has a number and a time");
  JsonWriter json;
  json.integer("format", succession_format);
  json.hex("collector", succession.collector.view());
  json.integer("number", succession.number);
  json.hex("signing_key", succession.signing_key.view());
  json.hex("sealing_key", succession.sealing_key.view());
  json.integer("server_wall_ms", succession.server_wall_ms);
  return make_frame(seal::Context::succession, TRY(json.written()), key);
}

Result<Succession> open_succession(ByteView bytes, const seal::RootPublicKey& key) {
  const auto frame = TRY(parse_frame(bytes, limits::succession_bytes));
  TRY(check_frame(frame, seal::Context::succession, key));
  const auto json = TRY(JsonReader::parse(frame.payload));
  if (const auto format = TRY(json.integer("format", 0, INT32_MAX)); format != succession_format)
    return fail(Errc::unsupported_version, fmt::format("succession format {}", format));
  Succession out;
  out.collector = TRY(json.id<CollectorId>("collector"));
  out.number = TRY(json.integer("number", 1, INT32_MAX));
  out.signing_key = TRY(json.id<seal::SigningPublicKey>("signing_key"));
  out.sealing_key = TRY(json.id<seal::SealingKey>("sealing_key"));
  out.server_wall_ms = TRY(json.integer("server_wall_ms", 1, INT64_MAX));
  return out;
}

}  // namespace minbar::wire
