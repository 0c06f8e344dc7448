#include "sync/wire/enrol.h"

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/wire/json.h"
#include "sync/wire/place_json.h"
#include "sync/wire/succession.h"

namespace minbar::wire {

namespace {

constexpr std::int64_t enrol_format = 1;
constexpr std::size_t mac_bytes = 32;

Result<Bytes> with_mac(const JsonWriter& json, seal::Context context, const seal::MacKey& key) {
  const auto text = TRY(json.written());
  const auto mac = seal::mac_of(key, seal::string_of(context), text);
  Bytes payload = to_bytes(mac.view());
  payload.insert(payload.end(), text.begin(), text.end());
  if (payload.size() > limits::enrol_bytes) return fail(Errc::too_large, "an enrolment message is too large");
  return payload;
}

Result<void> check_mac(const Frame& frame, const seal::MacKey& key) {
  const ByteView payload(frame.payload);
  const auto mac = seal::mac_of(key, seal::string_of(frame.context), payload.subspan(mac_bytes));
  if (!seal::equal_constant_time(mac.view(), payload.first(mac_bytes)))
    return fail(Errc::denied, "the message was not made with this enrolment code");
  return {};
}

Result<JsonReader> json_in(const Frame& frame) {
  if (frame.payload.size() < mac_bytes) return fail(Errc::bad_input, "an enrolment message is cut");
  if (frame.payload.size() > limits::enrol_bytes) return fail(Errc::too_large, "an enrolment message is too large");
  auto json = TRY(JsonReader::parse(ByteView(frame.payload).subspan(mac_bytes)));
  if (const auto format = TRY(json.integer("format", 0, INT32_MAX)); format != enrol_format)
    return fail(Errc::unsupported_version, fmt::format("enrolment format {}", format));
  return json;
}

Result<EnrolReply> enrol_reply_from(const JsonReader& json) {
  EnrolReply out;
  out.request = TRY(json.id<RequestId>("request"));
  out.device = TRY(json.id<DeviceId>("device"));
  out.collector = TRY(json.id<CollectorId>("collector"));
  out.signing_key = TRY(json.id<seal::SigningPublicKey>("signing_key"));
  out.sealing_key = TRY(json.id<seal::SealingKey>("sealing_key"));
  out.place = TRY(place_from(TRY(json.object("place"))));
  out.follow_url = TRY(json.text("follow_url", limits::url_bytes));
  out.server_wall_ms = TRY(json.integer("server_wall_ms", 1, INT64_MAX));
  if (json.has("root_key")) out.root_key = TRY(json.id<seal::RootPublicKey>("root_key"));
  if (json.has("succession")) out.succession = TRY(json.integer("succession", 0, INT32_MAX));
  if (json.has("statement")) out.statement = TRY(json.base64("statement", succession_frame_bytes));
  return out;
}

Result<std::vector<DeviceId>> origins_from(const JsonReader& json) {
  std::vector<DeviceId> out;
  if (!json.has("origins")) return out;
  for (const auto& text : TRY(json.texts("origins", limits::former_devices, 2 * sizeof(DeviceId::bytes)))) {
    const auto bytes = from_hex(text);
    const auto id = bytes ? DeviceId::from(*bytes) : std::nullopt;
    if (!id) return JsonReader::wrong("origins");
    out.push_back(*id);
  }
  return out;
}

}  // namespace

Result<Bytes> make_enrol_request(const EnrolRequest& request, const seal::EnrolKeys& code,
                                 const seal::TransportKey& key) {
  JsonWriter json;
  json.integer("format", enrol_format);
  json.hex("request", request.request.view());
  json.hex("lookup", request.lookup.view());
  json.hex("record_key", request.record_key.view());
  json.hex("transport_key", request.transport_key.view());
  json.hex("chain", request.chain.view());
  json.text("agent_version", request.agent_version);
  if (request.device) json.hex("device", request.device->view());
  if (request.anew) json.boolean("anew", true);
  std::vector<std::string> origins;
  for (const auto& origin : request.origins) origins.push_back(to_hex(origin.view()));
  if (!origins.empty()) json.texts("origins", origins);
  return make_frame(seal::Context::enrol_request, TRY(with_mac(json, seal::Context::enrol_request, code.mac_key)), key);
}

Result<EnrolRequest> parse_enrol_request(const Frame& frame) {
  TRY(detail::check_kind(frame, seal::Context::enrol_request));
  const auto json = TRY(json_in(frame));
  EnrolRequest out;
  out.request = TRY(json.id<RequestId>("request"));
  out.lookup = TRY(json.id<seal::EnrolLookup>("lookup"));
  out.record_key = TRY(json.id<seal::RecordPublicKey>("record_key"));
  out.transport_key = TRY(json.id<seal::TransportPublicKey>("transport_key"));
  out.chain = TRY(json.id<ChainId>("chain"));
  out.agent_version = TRY(json.text("agent_version", limits::version_text_bytes));
  if (json.has("device")) out.device = TRY(json.id<DeviceId>("device"));
  if (json.has("anew")) out.anew = TRY(json.boolean("anew"));
  out.origins = TRY(origins_from(json));
  return out;
}

Result<void> check_enrol_request(const Frame& frame, const EnrolRequest& request, const seal::MacKey& code_mac_key) {
  TRY(check_mac(frame, code_mac_key));
  return check_frame(frame, seal::Context::enrol_request, request.transport_key);
}

Result<Bytes> make_enrol_reply(const EnrolReply& reply, const seal::MacKey& code_mac_key, const seal::SigningKey& key) {
  JsonWriter json;
  json.integer("format", enrol_format);
  json.hex("request", reply.request.view());
  json.hex("device", reply.device.view());
  json.hex("collector", reply.collector.view());
  json.hex("signing_key", reply.signing_key.view());
  json.hex("sealing_key", reply.sealing_key.view());
  json.object("place", json_of(reply.place));
  json.text("follow_url", reply.follow_url);
  json.integer("server_wall_ms", reply.server_wall_ms);
  if (reply.root_key) json.hex("root_key", reply.root_key->view());
  if (reply.succession > 0) json.integer("succession", reply.succession);
  if (!reply.statement.empty()) json.base64("statement", reply.statement);
  return make_frame(seal::Context::enrol_reply, TRY(with_mac(json, seal::Context::enrol_reply, code_mac_key)), key);
}

Result<EnrolReply> open_enrol_reply(ByteView bytes, const RequestId& request, const seal::EnrolKeys& code) {
  const auto frame = TRY(parse_frame(bytes, limits::enrol_bytes));
  TRY(detail::check_kind(frame, seal::Context::enrol_reply));
  if (frame.payload.size() < mac_bytes) return fail(Errc::bad_input, "an enrolment message is cut");
  TRY(check_mac(frame, code.mac_key));
  const auto reply = TRY(enrol_reply_from(TRY(json_in(frame))));
  TRY(check_frame(frame, seal::Context::enrol_reply, reply.signing_key));
  if (reply.request != request) return fail(Errc::denied, "the answer is to another enrolment request");
  return reply;
}

Result<Bytes> make_enrol_objection(EnrolObjection objection, const RequestId& request, const seal::MacKey& code_mac_key,
                                   const seal::SigningKey& key) {
  JsonWriter json;
  json.integer("format", enrol_format);
  json.hex("request", request.view());
  json.text("objection", name_of(objection));
  return make_frame(seal::Context::enrol_reply, TRY(with_mac(json, seal::Context::enrol_reply, code_mac_key)), key);
}

Result<EnrolObjection> open_enrol_objection(ByteView bytes, const RequestId& request, const seal::EnrolKeys& code) {
  const auto frame = TRY(parse_frame(bytes, limits::enrol_bytes));
  TRY(detail::check_kind(frame, seal::Context::enrol_reply));
  if (frame.payload.size() < mac_bytes) return fail(Errc::bad_input, "an enrolment message is cut");
  TRY(check_mac(frame, code.mac_key));
  const auto json = TRY(json_in(frame));
  if (TRY(json.id<RequestId>("request")) != request)
    return fail(Errc::denied, "the answer is to another enrolment request");
  return enrol_objection_from(TRY(json.text("objection", 32))).value_or(EnrolObjection::other);
}

}  // namespace minbar::wire
