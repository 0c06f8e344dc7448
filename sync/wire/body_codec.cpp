#include "sync/wire/body_codec.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/wire/json.h"

namespace minbar::wire {

namespace {

constexpr std::int64_t schema_version = 1;

void write(JsonWriter& json, const Proposal& proposal) {
  JsonWriter inner;
  inner.text("theme", proposal.theme.value);
  inner.text("text", proposal.text);
  if (proposal.author) {
    JsonWriter author;
    author.text("name", proposal.author->name);
    author.text("contact", proposal.author->contact);
    inner.object("author", std::move(author));
  }
  json.text("kind", "proposal");
  json.object("proposal", std::move(inner));
}

// Texts may be longer here than domain::validate allows: that gives the better reason.
Result<Proposal> proposal_from(const JsonReader& json) {
  Proposal out;
  out.theme.value = TRY(json.text("theme", limits::sealed_body_bytes));
  out.text = TRY(json.text("text", limits::sealed_body_bytes));
  if (!json.has("author")) return out;
  const auto author = TRY(json.object("author"));
  out.author = Author{.name = TRY(author.text("name", limits::sealed_body_bytes)),
                      .contact = TRY(author.text("contact", limits::sealed_body_bytes))};
  return out;
}

}  // namespace

Result<Bytes> encode_body(const SealedBody& body) {
  const auto& said = body.submission;
  JsonWriter json;
  json.integer("schema", schema_version);
  json.hex("id", said.id.view());
  json.text("place", said.place.value);
  json.text("language", tag_of(said.language));
  json.integer("content_version", said.content_version);
  json.integer("made_at_s", said.made_at_s);
  std::visit([&](const auto& kind) { write(json, kind); }, said.body);
  if (body.receipt) {
    JsonWriter receipt;
    receipt.hex("lookup", body.receipt->lookup.view());
    receipt.hex("reply_key", body.receipt->reply_key.view());
    json.object("receipt", std::move(receipt));
  }
  return json.written();
}

Result<SealedBody> decode_body(ByteView bytes) {
  const auto json = TRY(JsonReader::parse(bytes));
  const auto schema = TRY(json.integer("schema", 1, INT32_MAX));
  if (schema != schema_version) return fail(Errc::unsupported_version, fmt::format("body schema {}", schema));
  if (TRY(json.text("kind", 64)) != "proposal") return fail(Errc::unsupported_version, "a body of an unknown kind");
  SealedBody out;
  auto& said = out.submission;
  said.id = TRY(json.id<RecordId>("id"));
  said.place.value = TRY(json.text("place", limits::sealed_body_bytes));
  const auto language = language_from(TRY(json.text("language", 16)));
  if (!language) return JsonReader::wrong("language");
  said.language = *language;
  said.content_version = TRY(json.integer("content_version", INT64_MIN, INT64_MAX));
  said.made_at_s = TRY(json.integer("made_at_s", INT64_MIN, INT64_MAX));
  said.body = TRY(proposal_from(TRY(json.object("proposal"))));
  if (json.has("receipt")) {
    const auto receipt = TRY(json.object("receipt"));
    out.receipt = seal::ReceiptKeys{.lookup = TRY(receipt.id<LookupId>("lookup")),
                                    .reply_key = TRY(receipt.id<seal::ReplyKey>("reply_key"))};
  }
  return out;
}

}  // namespace minbar::wire
