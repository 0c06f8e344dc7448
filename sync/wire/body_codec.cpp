#include "sync/wire/body_codec.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/wire/json.h"
#include "sync/wire/petition_bodies.h"

namespace minbar::wire {

namespace {

constexpr std::int64_t body_schema = 1;
constexpr std::string_view voice_codec = "ogg-opus";
constexpr std::size_t most_reasons = 1000;  // validate refuses far fewer, and says why

void write(JsonWriter& json, const Proposal& proposal) {
  JsonWriter inner;
  inner.text("theme", proposal.theme.value);
  inner.text("text", proposal.text);
  if (proposal.commitment) inner.text("commitment", proposal.commitment->value);
  if (proposal.author) {
    JsonWriter author;
    author.text("name", proposal.author->name);
    author.text("contact", proposal.author->contact);
    inner.object("author", author);
  }
  if (proposal.about) {
    JsonWriter about;
    if (proposal.about->gender) about.text("gender", tag_of(*proposal.about->gender));
    if (proposal.about->age_band) about.text("age_band", tag_of(*proposal.about->age_band));
    inner.object("about", about);
  }
  if (proposal.voice) {
    JsonWriter voice;
    voice.hex("hash", proposal.voice->blob.view());
    voice.integer("size", proposal.voice->sealed_bytes);
    voice.integer("duration_ms", proposal.voice->duration_ms);
    voice.text("codec", voice_codec);
    inner.object("voice", voice);
  }
  json.text("kind", "proposal");
  json.object("proposal", inner);
}

void write(JsonWriter& json, const Rating& rating) {
  JsonWriter inner;
  const auto* service = std::get_if<ServiceId>(&rating.subject);
  if (service != nullptr) {
    inner.text("service", service->value);
  } else {
    inner.text("commitment", std::get<CommitmentId>(rating.subject).value);
  }
  inner.integer("satisfaction", static_cast<std::int64_t>(rating.satisfaction));
  std::vector<std::string> reasons;
  for (const auto& reason : rating.reasons) reasons.push_back(reason.value);
  if (service != nullptr || !reasons.empty()) inner.texts("reasons", reasons);
  if (!rating.comment.empty()) inner.text("comment", rating.comment);
  if (rating.soon_after_another) inner.boolean("soon_after_another", true);
  json.text("kind", "rating");
  json.object("rating", inner);
}

// Texts may be longer here than domain::validate allows: that gives the better reason.
Result<Author> author_from(const JsonReader& json) {
  Author out;
  out.name = TRY(json.text("name", limits::sealed_body_bytes));
  out.contact = TRY(json.text("contact", limits::sealed_body_bytes));
  return out;
}

Result<About> about_from(const JsonReader& json) {
  About out;
  if (json.has("gender")) {
    out.gender = gender_from(TRY(json.text("gender", limits::pack_id_bytes)));
    if (!out.gender) return JsonReader::wrong("gender");
  }
  if (json.has("age_band")) {
    out.age_band = age_band_from(TRY(json.text("age_band", limits::pack_id_bytes)));
    if (!out.age_band) return JsonReader::wrong("age_band");
  }
  return out;
}

Result<Voice> voice_from(const JsonReader& json) {
  if (TRY(json.text("codec", limits::pack_id_bytes)) != voice_codec)
    return fail(Errc::unsupported_version, "a voice in an unknown codec");
  Voice out;
  out.blob = TRY(json.id<BlobId>("hash"));
  out.sealed_bytes = TRY(json.integer("size", 0, INT64_MAX));
  out.duration_ms = TRY(json.integer("duration_ms", 0, INT64_MAX));
  return out;
}

Result<Proposal> proposal_from(const JsonReader& json) {
  Proposal out;
  out.theme.value = TRY(json.text("theme", limits::sealed_body_bytes));
  out.text = TRY(json.text("text", limits::sealed_body_bytes));
  if (json.has("author")) out.author = TRY(author_from(TRY(json.object("author"))));
  if (json.has("about")) out.about = TRY(about_from(TRY(json.object("about"))));
  if (json.has("commitment")) out.commitment = CommitmentId{TRY(json.text("commitment", limits::sealed_body_bytes))};
  if (json.has("voice")) out.voice = TRY(voice_from(TRY(json.object("voice"))));
  return out;
}

Result<Rating> rating_from(const JsonReader& json) {
  Rating out;
  const bool of_commitment = json.has("commitment");
  if (of_commitment == json.has("service")) return JsonReader::wrong("service");
  if (of_commitment) {
    out.subject = CommitmentId{TRY(json.text("commitment", limits::sealed_body_bytes))};
  } else {
    out.subject = ServiceId{TRY(json.text("service", limits::sealed_body_bytes))};
  }
  out.satisfaction = static_cast<Satisfaction>(TRY(json.integer("satisfaction", 1, 5)));
  if (!of_commitment || json.has("reasons"))
    for (auto& reason : TRY(json.texts("reasons", most_reasons, limits::sealed_body_bytes)))
      out.reasons.push_back({std::move(reason)});
  if (json.has("comment")) out.comment = TRY(json.text("comment", limits::sealed_body_bytes));
  if (json.has("soon_after_another")) out.soon_after_another = TRY(json.boolean("soon_after_another"));
  return out;
}

Result<Body> body_from(const JsonReader& json) {
  const auto kind = TRY(json.text("kind", 64));
  if (kind == "proposal") return TRY(proposal_from(TRY(json.object("proposal"))));
  if (kind == "rating") return TRY(rating_from(TRY(json.object("rating"))));
  if (kind == "petition_signature") return TRY(petition_signature_from(TRY(json.object("petition_signature"))));
  if (kind == "petition_start") return TRY(petition_start_from(TRY(json.object("petition_start"))));
  return fail(Errc::unsupported_version, "a body of an unknown kind");
}

}  // namespace

Result<Bytes> encode_body(const SealedBody& body) {
  const auto& said = body.submission;
  JsonWriter json;
  json.integer("schema", body_schema);
  json.hex("id", said.id.view());
  json.text("place", said.place.value);
  json.text("language", tag_of(said.language));
  json.integer("content_version", said.content_version);
  json.integer("made_at_s", said.made_at_s);
  if (said.assisted_by) json.text("assisted_by", said.assisted_by->value);
  std::visit([&](const auto& kind) { write(json, kind); }, said.body);
  if (body.receipt) {
    JsonWriter receipt;
    receipt.hex("lookup", body.receipt->lookup.view());
    receipt.hex("reply_key", body.receipt->reply_key.view());
    json.object("receipt", receipt);
  }
  return json.written();
}

Result<SealedBody> decode_body(ByteView bytes) {
  const auto json = TRY(JsonReader::parse(bytes));
  const auto schema = TRY(json.integer("schema", 1, INT32_MAX));
  if (schema != body_schema) return fail(Errc::unsupported_version, fmt::format("body schema {}", schema));
  auto kind = TRY(body_from(json));
  SealedBody out;
  auto& said = out.submission;
  said.id = TRY(json.id<RecordId>("id"));
  said.place.value = TRY(json.text("place", limits::sealed_body_bytes));
  const auto language = language_from(TRY(json.text("language", 16)));
  if (!language) return JsonReader::wrong("language");
  said.language = *language;
  said.content_version = TRY(json.integer("content_version", INT64_MIN, INT64_MAX));
  said.made_at_s = TRY(json.integer("made_at_s", INT64_MIN, INT64_MAX));
  if (json.has("assisted_by")) said.assisted_by = BadgeId{TRY(json.text("assisted_by", limits::sealed_body_bytes))};
  said.body = std::move(kind);
  if (json.has("receipt")) {
    // a rating's would lead back to someone; a signature is answered on its petition
    if (std::holds_alternative<Rating>(said.body) || std::holds_alternative<PetitionSignature>(said.body))
      return JsonReader::wrong("receipt");
    const auto receipt = TRY(json.object("receipt"));
    const auto lookup = TRY(receipt.id<LookupId>("lookup"));
    const auto reply_key = TRY(receipt.id<seal::ReplyKey>("reply_key"));
    out.receipt = seal::ReceiptKeys{.lookup = lookup, .reply_key = reply_key};
  }
  return out;
}

}  // namespace minbar::wire
