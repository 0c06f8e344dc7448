#include "sync/wire/sync_codec.h"

#include <fmt/format.h>

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/wire/json.h"
#include "sync/wire/place_json.h"

namespace minbar::wire {

namespace {

constexpr std::int64_t message_format = 1;
constexpr std::size_t envelope_bytes = limits::sealed_body_bytes + limits::envelope_header_bytes;

Result<void> check_format(const JsonReader& json) {
  const auto format = TRY(json.integer("format", 0, INT32_MAX));
  if (format != message_format) return fail(Errc::unsupported_version, fmt::format("message format {}", format));
  return {};
}

Result<void> check_short_texts(std::string_view cursor, std::string_view version) {
  const bool ascii = std::all_of(cursor.begin(), cursor.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (!ascii || cursor.size() > limits::cursor_bytes) return JsonReader::wrong("cursor");
  if (version.size() > limits::version_text_bytes) return JsonReader::wrong("agent_version");
  return {};
}

JsonWriter json_of(const RecordResult& result) {
  JsonWriter json;
  json.hex("envelope", result.envelope.view());
  if (result.record) json.hex("record", result.record->view());
  json.text("status", name_of(result.status));
  json.text("reason", name_of(result.reason));
  if (result.safe) json.boolean("safe", true);
  return json;
}

Result<RecordResult> result_from(const JsonReader& json) {
  RecordResult out;
  out.envelope = TRY(json.id<seal::Hash>("envelope"));
  if (json.has("record")) out.record = TRY(json.id<RecordId>("record"));
  const auto status = record_status_from(TRY(json.text("status", 32)));
  const auto reason = record_reason_from(TRY(json.text("reason", 32)));
  if (json.has("safe")) out.safe = TRY(json.boolean("safe"));
  if (!status) return JsonReader::wrong("status");
  if (!reason) return JsonReader::wrong("reason");
  out.status = *status;
  out.reason = *reason;
  return out;
}

JsonWriter json_of(const SealedReply& reply) {
  JsonWriter json;
  json.integer("sequence", reply.sequence);
  json.hex("lookup", reply.lookup.view());
  json.base64("sealed", reply.sealed);
  return json;
}

Result<SealedReply> sealed_reply_from(const JsonReader& json) {
  SealedReply reply;
  reply.sequence = TRY(json.integer("sequence", 1, INT64_MAX));
  reply.lookup = TRY(json.id<LookupId>("lookup"));
  reply.sealed = TRY(json.base64("sealed", limits::sealed_body_bytes));
  return reply;
}

JsonWriter json_of(const PetitionCount& count) {
  JsonWriter json;
  json.text("petition", count.petition.value);
  json.integer("signatures", count.signatures);
  if (count.complete_up_to_s) json.integer("complete_up_to_s", *count.complete_up_to_s);
  json.integer("silent_kiosks", count.silent_kiosks);
  if (count.lost_records > 0) json.integer("lost", count.lost_records);
  json.integer("counted_at_s", count.counted_at_s);
  return json;
}

Result<PetitionCount> petition_count_from(const JsonReader& json) {
  PetitionCount out;
  out.petition.value = TRY(json.text("petition", limits::pack_id_bytes));
  out.signatures = TRY(json.integer("signatures", 0, INT64_MAX));
  if (json.has("complete_up_to_s"))
    out.complete_up_to_s = TRY(json.integer("complete_up_to_s", 0, limits::latest_time_s));
  out.silent_kiosks = TRY(json.integer("silent_kiosks", 0, INT64_MAX));
  if (json.has("lost")) out.lost_records = TRY(json.integer("lost", 0, INT64_MAX));
  out.counted_at_s = TRY(json.integer("counted_at_s", 0, limits::latest_time_s));
  return out;
}

Result<ContentOffer> content_from(const JsonReader& json) {
  ContentOffer offer;
  offer.version = TRY(json.integer("version", 1, INT64_MAX));
  offer.hash = TRY(json.id<seal::Hash>("hash"));
  offer.size_bytes = TRY(json.integer("size_bytes", 1, INT64_MAX));
  return offer;
}

JsonWriter json_of(const ContentOffer& offer) {
  JsonWriter json;
  json.integer("version", offer.version);
  json.hex("hash", offer.hash.view());
  json.integer("size_bytes", offer.size_bytes);
  return json;
}

JsonWriter json_of(const ContentWant& want) {
  JsonWriter json;
  json.integer("version", want.version);
  json.integer("offset", want.offset);
  return json;
}

Result<ContentWant> want_from(const JsonReader& json) {
  ContentWant want;
  want.version = TRY(json.integer("version", 1, INT64_MAX));
  want.offset = TRY(json.integer("offset", 0, limits::pack_bytes));
  return want;
}

JsonWriter json_of(const ContentPiece& piece) {
  JsonWriter json;
  json.integer("version", piece.version);
  json.integer("offset", piece.offset);
  json.base64("bytes", piece.bytes);
  return json;
}

JsonWriter json_of(const Piece& piece) {
  JsonWriter json;
  json.hex("blob", piece.blob.view());
  json.integer("offset", piece.offset);
  json.base64("bytes", piece.bytes);
  return json;
}

Result<ContentPiece> content_piece_from(const JsonReader& json) {
  ContentPiece piece;
  piece.version = TRY(json.integer("version", 1, INT64_MAX));
  piece.offset = TRY(json.integer("offset", 0, limits::pack_bytes));
  piece.bytes = TRY(json.base64("bytes", limits::pack_piece_bytes));
  if (piece.bytes.empty()) return JsonReader::wrong("bytes");
  return piece;
}

Result<Piece> piece_from(const JsonReader& json) {
  Piece out;
  out.blob = TRY(json.id<BlobId>("blob"));
  out.offset = TRY(json.integer("offset", 0, limits::blob_bytes));
  out.bytes = TRY(json.base64("bytes", limits::piece_bytes));
  return out;
}

JsonWriter json_of(const BlobState& state) {
  JsonWriter json;
  json.hex("blob", state.blob.view());
  json.boolean("known", state.known);
  json.integer("have", state.have);
  json.boolean("done", state.done);
  if (state.safe) json.boolean("safe", true);
  return json;
}

Result<BlobState> blob_state_from(const JsonReader& json) {
  BlobState out;
  out.blob = TRY(json.id<BlobId>("blob"));
  out.known = TRY(json.boolean("known"));
  out.have = TRY(json.integer("have", 0, limits::blob_bytes));
  out.done = TRY(json.boolean("done"));
  if (json.has("safe")) out.safe = TRY(json.boolean("safe"));
  return out;
}

JsonWriter json_of(const SequenceRange& range) {
  JsonWriter json;
  json.integer("from", range.from);
  json.integer("to", range.to);
  return json;
}

// In order and without overlap, so that no reader need sort or merge them.
Result<std::vector<SequenceRange>> ranges_from(const JsonReader& json, const char* name) {
  std::vector<SequenceRange> out;
  if (!json.has(name)) return out;
  std::int64_t least = 1;
  for (const auto& item : TRY(json.objects(name, limits::sequence_ranges))) {
    SequenceRange range;
    range.from = TRY(item.integer("from", least, limits::latest_sequence));
    range.to = TRY(item.integer("to", range.from, limits::latest_sequence));
    out.push_back(range);
    least = range.to + 1;
  }
  return out;
}

JsonWriter json_of(const SafeMark& mark) {
  JsonWriter json;
  json.hex("chain", mark.chain.view());
  json.integer("sequence", mark.sequence);
  json.hex("header", mark.header.view());
  return json;
}

Result<SafeMark> safe_mark_from(const JsonReader& json) {
  SafeMark mark;
  mark.chain = TRY(json.id<ChainId>("chain"));
  mark.sequence = TRY(json.integer("sequence", 1, limits::latest_sequence));
  mark.header = TRY(json.id<seal::Hash>("header"));
  return mark;
}

Result<KeptChain> kept_from(const JsonReader& json) {
  KeptChain kept;
  kept.chain = TRY(json.id<ChainId>("chain"));
  kept.kept_from = TRY(json.integer("kept_from", 1, limits::latest_sequence));
  kept.gone = TRY(ranges_from(json, "gone"));
  return kept;
}

JsonWriter json_of(const Understands& understands) {
  JsonWriter json;
  json.text("version", understands.version);
  json.texts("words", understands.words);
  return json;
}

Result<Understands> understands_from(const JsonReader& json) {
  Understands out;
  out.version = TRY(json.text("version", limits::version_text_bytes));
  out.words = TRY(json.texts("words", limits::understood_words, limits::understood_word_bytes));
  return out;
}

template <class T>
std::vector<JsonWriter> json_of_all(const std::vector<T>& items) {
  std::vector<JsonWriter> out;
  for (const auto& item : items) out.push_back(json_of(item));
  return out;
}

Result<SyncReply> reply_from(const JsonReader& json) {
  TRY(check_format(json));
  SyncReply out;
  out.request = TRY(json.id<RequestId>("request"));
  out.device = TRY(json.id<DeviceId>("device"));
  out.collector = TRY(json.id<CollectorId>("collector"));
  for (const auto& item : TRY(json.objects("results", limits::batch_records)))
    out.results.push_back(TRY(result_from(item)));
  if (json.has("blobs"))
    for (const auto& item : TRY(json.objects("blobs", limits::batch_pieces)))
      out.blobs.push_back(TRY(blob_state_from(item)));
  out.heartbeat_taken = TRY(json.boolean("heartbeat_taken"));
  out.cursor.value = TRY(json.text("cursor", limits::cursor_bytes));
  TRY(check_short_texts(out.cursor.value, ""));
  out.more = TRY(json.boolean("more"));
  for (const auto& item : TRY(json.objects("replies", limits::batch_replies)))
    out.replies.push_back(TRY(sealed_reply_from(item)));
  if (json.has("content")) out.content = TRY(content_from(TRY(json.object("content"))));
  if (json.has("piece")) out.piece = TRY(content_piece_from(TRY(json.object("piece"))));
  if (json.has("petitions"))
    for (const auto& item : TRY(json.objects("petitions", limits::petitions_counted)))
      out.petitions.push_back(TRY(petition_count_from(item)));
  if (json.has("place")) out.place = TRY(place_from(TRY(json.object("place"))));
  if (json.has("safe")) out.safe = TRY(safe_mark_from(TRY(json.object("safe"))));
  out.missing = TRY(ranges_from(json, "missing"));
  if (json.has("understands")) out.understands = TRY(understands_from(TRY(json.object("understands"))));
  if (json.has("succession")) out.succession = TRY(json.base64("succession", succession_frame_bytes));
  out.server_wall_ms = TRY(json.integer("server_wall_ms", 1, INT64_MAX));
  if (json.has("wait_s")) out.wait_s = TRY(json.integer("wait_s", 0, 86'400));
  return out;
}

// Figures for people: whatever is wrong with them, the records beside them are what counts.
void take_health(const JsonReader& json, SyncRequest& out) {
  const auto object = json.object("health");
  auto health = object ? health_from(*object) : tl::unexpected(object.error());
  out.health_unreadable = !health;
  if (health) out.health = *std::move(health);
}

template <class Key>
Result<Bytes> framed(seal::Context context, const JsonWriter& json, const Key& key, std::size_t max_bytes) {
  const auto payload = TRY(json.written());
  if (payload.size() > max_bytes) return fail(Errc::too_large, fmt::format("a message of {} bytes", payload.size()));
  return make_frame(context, payload, key);
}

}  // namespace

Result<Bytes> make_sync_request(const SyncRequest& request, const seal::TransportKey& key) {
  TRY(check_short_texts(request.cursor.value, request.agent_version));
  JsonWriter json;
  json.integer("format", message_format);
  json.hex("request", request.request.view());
  json.hex("device", request.device.view());
  json.hex("collector", request.collector.view());
  json.base64_list("envelopes", request.envelopes);
  if (!request.pieces.empty()) json.objects("pieces", json_of_all(request.pieces));
  if (request.heartbeat) json.base64("heartbeat", *request.heartbeat);
  json.text("cursor", request.cursor.value);
  json.integer("content_version", request.content_version);
  json.text("agent_version", request.agent_version);
  if (request.want) json.object("want", json_of(*request.want));
  std::vector<std::string> petitions;
  for (const auto& petition : request.petitions) petitions.push_back(petition.value);
  if (!petitions.empty()) json.texts("petitions", petitions);
  if (request.place) json.text("place", request.place->value);
  if (request.kept) {
    json.hex("chain", request.kept->chain.view());
    json.integer("kept_from", request.kept->kept_from);
    if (!request.kept->gone.empty()) json.objects("gone", json_of_all(request.kept->gone));
  }
  if (request.newest_answer > 0) json.integer("newest_answer", request.newest_answer);
  if (request.health) json.object("health", json_of(*request.health));
  if (request.follows) json.object("succession", json_of(*request.follows));
  return framed(seal::Context::request, json, key, limits::request_bytes);
}

Result<SyncRequest> open_sync_request(const Frame& frame, const seal::TransportPublicKey& key) {
  TRY(check_frame(frame, seal::Context::request, key));
  const auto json = TRY(JsonReader::parse(frame.payload));
  TRY(check_format(json));
  SyncRequest out;
  out.request = TRY(json.id<RequestId>("request"));
  out.device = TRY(json.id<DeviceId>("device"));
  out.collector = TRY(json.id<CollectorId>("collector"));
  out.envelopes = TRY(json.base64_list("envelopes", limits::batch_records, envelope_bytes));
  if (json.has("pieces"))
    for (const auto& item : TRY(json.objects("pieces", limits::batch_pieces)))
      out.pieces.push_back(TRY(piece_from(item)));
  if (json.has("heartbeat")) out.heartbeat = TRY(json.base64("heartbeat", limits::heartbeat_bytes));
  out.cursor.value = TRY(json.text("cursor", limits::cursor_bytes));
  out.content_version = TRY(json.integer("content_version", 0, INT64_MAX));
  out.agent_version = TRY(json.text("agent_version", limits::version_text_bytes));
  TRY(check_short_texts(out.cursor.value, out.agent_version));
  if (json.has("want")) out.want = TRY(want_from(TRY(json.object("want"))));
  if (json.has("petitions"))
    for (auto& id : TRY(json.texts("petitions", limits::petitions_counted, limits::pack_id_bytes)))
      out.petitions.push_back({std::move(id)});
  if (json.has("place")) out.place = PlaceCode{TRY(json.text("place", longest_place_code))};
  if (json.has("chain")) out.kept = TRY(kept_from(json));
  if (json.has("newest_answer")) out.newest_answer = TRY(json.integer("newest_answer", 0, INT64_MAX));
  if (json.has("health")) take_health(json, out);
  if (json.has("succession")) out.follows = TRY(follows_from(TRY(json.object("succession"))));
  return out;
}

Result<Bytes> make_sync_reply(const SyncReply& reply, const seal::SigningKey& key) {
  TRY(check_short_texts(reply.cursor.value, ""));
  JsonWriter json;
  json.integer("format", message_format);
  json.hex("request", reply.request.view());
  json.hex("device", reply.device.view());
  json.hex("collector", reply.collector.view());
  json.objects("results", json_of_all(reply.results));
  if (!reply.blobs.empty()) json.objects("blobs", json_of_all(reply.blobs));
  json.boolean("heartbeat_taken", reply.heartbeat_taken);
  json.text("cursor", reply.cursor.value);
  json.boolean("more", reply.more);
  json.objects("replies", json_of_all(reply.replies));
  if (reply.content) json.object("content", json_of(*reply.content));
  if (reply.piece) json.object("piece", json_of(*reply.piece));
  std::vector<JsonWriter> counts;
  for (const auto& count : reply.petitions) counts.push_back(json_of(count));
  if (!counts.empty()) json.objects("petitions", counts);
  if (reply.place) json.object("place", json_of(*reply.place));
  if (reply.safe) json.object("safe", json_of(*reply.safe));
  if (!reply.missing.empty()) json.objects("missing", json_of_all(reply.missing));
  if (reply.understands) json.object("understands", json_of(*reply.understands));
  if (!reply.succession.empty()) json.base64("succession", reply.succession);
  json.integer("server_wall_ms", reply.server_wall_ms);
  if (reply.wait_s) json.integer("wait_s", *reply.wait_s);
  return framed(seal::Context::reply, json, key, limits::reply_bytes);
}

Result<Verified<SyncReply>> open_sync_reply(ByteView bytes, const seal::SigningPublicKey& key) {
  const auto frame = TRY(parse_frame(bytes, limits::reply_bytes));
  TRY(check_frame(frame, seal::Context::reply, key));
  return Verified<SyncReply>(TRY(reply_from(TRY(JsonReader::parse(frame.payload)))));
}

}  // namespace minbar::wire
