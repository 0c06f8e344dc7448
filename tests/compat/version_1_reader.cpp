#include "tests/compat/version_1_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "sync/base/ensure.h"
#include "sync/base/hex.h"
#include "sync/wire/base64.h"

namespace minbar::test {

namespace {

constexpr std::size_t head_bytes = 20;  // of a frame; then 64 of signature
constexpr std::size_t frame_bytes = 84;
constexpr int reply_context = 4;
constexpr int enrol_reply_context = 6;
constexpr std::size_t reply_bytes = 4 * 1024 * 1024;
constexpr std::size_t enrol_bytes = 16 * 1024;
constexpr std::size_t mac_bytes = 32;
constexpr int most_depth = 8;
constexpr std::int64_t any = INT64_MAX;
constexpr std::int64_t blob_bytes = 512 * 1024;
constexpr std::int64_t pack_bytes = 8 * 1024 * 1024;

constexpr std::array<std::string_view, 4> statuses{"stored", "known", "conflict", "set_aside"};
constexpr std::array<std::string_view, 8> reasons{"none",          "malformed",       "unsupported_version",
                                                  "bad_signature", "wrong_recipient", "unopenable",
                                                  "invalid_body",  "id_taken"};

// Looks at the fields of one object and keeps the first fault.
class Fields {
 public:
  Fields(const Json& object, std::string where, std::string& fault)
      : object_(object), where_(std::move(where)), fault_(fault) {
    if (object.kind != Json::Kind::object) fault_ = where_ + " is no object";
  }

  void integer(const char* name, std::int64_t least, std::int64_t most) {
    const auto* value = required(name, Json::Kind::integer);
    if (value != nullptr && (value->integer < least || value->integer > most)) blame(name, "is out of its bounds");
  }
  void boolean(const char* name) { required(name, Json::Kind::boolean); }
  void text(const char* name, std::size_t most) {
    const auto* value = required(name, Json::Kind::text);
    if (value != nullptr && value->text.size() > most) blame(name, "is too long");
  }
  void word(const char* name, std::span<const std::string_view> words) {
    const auto* value = required(name, Json::Kind::text);
    if (value != nullptr && std::find(words.begin(), words.end(), value->text) == words.end())
      blame(name, "is a word that version 1 does not know: " + value->text);
  }
  void hex(const char* name, std::size_t bytes) {
    const auto* value = required(name, Json::Kind::text);
    const auto read = value == nullptr ? std::nullopt : from_hex(value->text);
    if (value != nullptr && (!read || read->size() != bytes)) blame(name, "is not so many bytes in hexadecimal");
  }
  void base64(const char* name, std::size_t least, std::size_t most) {
    const auto* value = required(name, Json::Kind::text);
    const auto read = value == nullptr ? std::nullopt : wire::from_base64(value->text);
    if (value != nullptr && (!read || read->size() < least || read->size() > most)) blame(name, "is no such base64");
  }
  template <class Look>
  void object(const char* name, Look look) {
    if (const auto* value = required(name, Json::Kind::object)) look(Fields(*value, where_ + "." + name, fault_));
  }
  template <class Look>
  void list(const char* name, std::size_t most, Look look) {
    const auto* value = required(name, Json::Kind::list);
    if (value == nullptr) return;
    if (value->items.size() > most) blame(name, "holds too many");
    for (const auto& item : value->items) look(Fields(item, where_ + "." + name, fault_));
  }
  [[nodiscard]] bool has(const char* name) const { return object_.find(name) != nullptr; }

 private:
  const Json* required(const char* name, Json::Kind kind) {
    const auto* found = object_.find(name);
    if (found == nullptr) blame(name, "is missing");
    if (found != nullptr && found->kind != kind) blame(name, "is of another type");
    return found != nullptr && found->kind == kind ? found : nullptr;
  }
  void blame(const char* name, const std::string& what) {
    if (fault_.empty()) fault_ = where_ + "." + name + " " + what;
  }

  const Json& object_;
  std::string where_;
  std::string& fault_;
};

void look_at_result(Fields result) {
  result.hex("envelope", 32);
  if (result.has("record")) result.hex("record", 16);
  result.word("status", statuses);
  result.word("reason", reasons);
}
void look_at_blob(Fields blob) {
  blob.hex("blob", 32);
  blob.boolean("known");
  blob.integer("have", 0, blob_bytes);
  blob.boolean("done");
}
void look_at_answer(Fields answer) {
  answer.integer("sequence", 1, any);
  answer.hex("lookup", 16);
  answer.base64("sealed", 0, 64 * 1024);
}
void look_at_offer(Fields content) {
  content.integer("version", 1, any);
  content.hex("hash", 32);
  content.integer("size_bytes", 1, any);
}
void look_at_piece(Fields piece) {
  piece.integer("version", 1, any);
  piece.integer("offset", 0, pack_bytes);
  piece.base64("bytes", 1, 256 * 1024);
}
void look_at_count(Fields count) {
  count.text("petition", 64);
  count.integer("signatures", 0, any);
  if (count.has("complete_up_to_s")) count.integer("complete_up_to_s", 0, any);
  count.integer("silent_kiosks", 0, any);
  count.integer("counted_at_s", 0, any);
}

std::string fault_of_reply(const Json& json) {
  std::string fault;
  Fields reply(json, "reply", fault);
  reply.integer("format", 1, 1);
  for (const auto* name : {"request", "device", "collector"}) reply.hex(name, 16);
  reply.list("results", 100, look_at_result);
  if (reply.has("blobs")) reply.list("blobs", 32, look_at_blob);
  reply.boolean("heartbeat_taken");
  reply.text("cursor", 128);
  reply.boolean("more");
  reply.list("replies", 200, look_at_answer);
  if (reply.has("content")) reply.object("content", look_at_offer);
  if (reply.has("piece")) reply.object("piece", look_at_piece);
  if (reply.has("petitions")) reply.list("petitions", 64, look_at_count);
  reply.integer("server_wall_ms", 1, any);
  if (reply.has("wait_s")) reply.integer("wait_s", 0, 86'400);
  if (!fault.empty()) return fault;
  const auto& cursor = json.at("cursor").text;
  if (!std::all_of(cursor.begin(), cursor.end(), [](char c) { return c >= ' ' && c <= '~'; }))
    return "reply.cursor is not ASCII";
  return {};
}

// One result for each envelope, in order, by the hash of its exact bytes; and an echo of who asked what.
std::string fault_of_echo(const Json& reply, const Version1Question& question) {
  if (reply.at("request").text != question.request) return "it answers another request";
  if (reply.at("device").text != question.device) return "it is for another device";
  if (reply.at("collector").text != question.collector) return "it is by another collector";
  const auto& results = reply.at("results").items;
  if (results.size() != question.envelopes.size()) return "it has not one result for each envelope";
  for (std::size_t i = 0; i < results.size(); ++i)
    if (results[i].at("envelope").text != to_hex(seal::hash_of(question.envelopes[i]).view()))
      return "a result names other bytes than were sent";
  return {};
}

bool is_signed(ByteView frame, seal::Context context, const seal::SigningPublicKey& key) {
  const auto signature = seal::Signature::from(frame.subspan(head_bytes, frame_bytes - head_bytes));
  return signature && key.verify(context, *signature, frame.first(head_bytes), frame.subspan(frame_bytes));
}

tl::unexpected<Error> bad(std::string why) { return fail(Errc::bad_input, std::move(why)); }

}  // namespace

Result<ByteView> version_1_payload(ByteView frame, int context, std::size_t most_bytes) {
  if (frame.size() < frame_bytes || !text_of(frame).starts_with("MNBF")) return bad("no frame");
  if (frame[4] != 0 || frame[5] != 1) return bad("a frame of another version");
  if (frame[6] != 0 || frame[7] != context) return bad("a frame of another context");
  std::size_t size = 0;
  for (const auto byte : frame.subspan(16, 4)) size = size << 8 | byte;
  if (size > most_bytes || frame.size() != frame_bytes + size) return bad("a frame of another size");
  return frame.subspan(frame_bytes);
}

Version1Question version_1_question(ByteView request_frame) {
  constexpr int request_context = 3;
  const auto payload = version_1_payload(request_frame, request_context, reply_bytes);
  ENSURE(payload.has_value(), "a recorded request is whole");
  const auto json = parse_json(text_of(*payload), most_depth);
  ENSURE(json.has_value(), "a recorded request is JSON");
  Version1Question out{
      .request = json->at("request").text, .device = json->at("device").text, .collector = json->at("collector").text};
  for (const auto& envelope : json->at("envelopes").items)
    out.envelopes.push_back(wire::from_base64(envelope.text).value());
  return out;
}

Result<Json> read_version_1_reply_json(std::string_view text) {
  auto json = parse_json(text, most_depth);
  if (!json) return bad("no JSON that version 1 reads");
  if (auto fault = fault_of_reply(*json); !fault.empty()) return bad(std::move(fault));
  return *std::move(json);
}

Result<Json> read_version_1_reply(ByteView frame, const seal::SigningPublicKey& key, const Version1Question& question) {
  const auto payload = TRY(version_1_payload(frame, reply_context, reply_bytes));
  if (!is_signed(frame, seal::Context::reply, key)) return bad("not signed by the pinned key");
  auto json = TRY(read_version_1_reply_json(text_of(payload)));
  if (auto fault = fault_of_echo(json, question); !fault.empty()) return bad(std::move(fault));
  return json;
}

Result<Json> read_version_1_enrol_reply(ByteView frame, const seal::MacKey& code, const std::string& request) {
  const auto payload = TRY(version_1_payload(frame, enrol_reply_context, enrol_bytes));
  if (payload.size() < mac_bytes) return bad("no room for a MAC");
  const auto text = payload.subspan(mac_bytes);
  const auto mac = seal::mac_of(code, "minbar-enrol-reply-v1", text);
  if (!seal::equal_constant_time(mac.view(), payload.first(mac_bytes))) return bad("not made with this code");
  auto json = parse_json(text_of(text), most_depth);
  if (!json) return bad("no JSON that version 1 reads");
  std::string fault;
  Fields reply(*json, "reply", fault);
  reply.integer("format", 1, 1);
  for (const auto* name : {"request", "device", "collector"}) reply.hex(name, 16);
  for (const auto* name : {"signing_key", "sealing_key"}) reply.hex(name, 32);
  reply.object("place", [](Fields place) {
    place.text("code", 64);
    for (const auto* name : {"name_ar", "name_fr"}) place.text(name, 200);
    place.text("zone", 64);
  });
  reply.text("follow_url", 200);
  reply.integer("server_wall_ms", 1, any);
  if (!fault.empty()) return bad(std::move(fault));
  if (json->at("place").at("code").text.empty()) return bad("reply.place.code is empty");
  if (json->at("request").text != request) return bad("it answers another request");
  const auto key = seal::SigningPublicKey::from(from_hex(json->at("signing_key").text).value());
  if (!key || !is_signed(frame, seal::Context::enrol_reply, *key)) return bad("not signed by the key inside");
  return *std::move(json);
}

}  // namespace minbar::test
