#include "sync/wire/petition_bodies.h"

#include "sync/base/limits.h"
#include "sync/seal/binary.h"

namespace minbar::wire {

namespace {

// Texts may be longer here than domain::validate allows: that gives the better reason.
constexpr std::size_t any_text = limits::sealed_body_bytes;

Bytes bytes_of_ink(const std::vector<InkStroke>& ink) {
  seal::Writer out;
  for (const auto& stroke : ink) {
    out.number(static_cast<std::uint16_t>(stroke.size()));
    for (const auto& point : stroke) {
      out.number(point.x);
      out.number(point.y);
    }
  }
  return out.written();
}

Result<std::vector<InkStroke>> ink_from(ByteView bytes) {
  seal::Reader in(bytes);
  std::vector<InkStroke> out;
  while (in.good() && in.left() > 0) {
    const auto count = in.number<std::uint16_t>();
    if (count == 0 || in.left() < std::size_t{count} * 4) return JsonReader::wrong("ink");
    auto& stroke = out.emplace_back();
    stroke.reserve(count);
    for (int i = 0; i < count; ++i) {
      const auto x = in.number<std::uint16_t>();
      stroke.push_back({x, in.number<std::uint16_t>()});
    }
  }
  if (!in.good()) return JsonReader::wrong("ink");
  return out;
}

}  // namespace

void write(JsonWriter& json, const PetitionSignature& signature) {
  JsonWriter inner;
  inner.text("petition", signature.petition.value);
  inner.text("given_name", signature.given_name);
  inner.text("family_name", signature.family_name);
  inner.text("national_id", signature.national_id);
  inner.text("link", signature.link == TerritoryLink::resident ? "resident" : "activity");
  if (signature.on_electoral_list) inner.boolean("on_electoral_list", *signature.on_electoral_list);
  inner.text("residence", signature.residence.value);
  inner.base64("ink", bytes_of_ink(signature.ink));
  inner.text("authorisation", signature.authorisation);
  json.text("kind", "petition_signature");
  json.object("petition_signature", inner);
}

void write(JsonWriter& json, const PetitionStart& start) {
  JsonWriter inner;
  inner.text("addressee", start.addressee.value);
  inner.text("object", start.object);
  inner.text("reasons", start.reasons);
  JsonWriter representative;
  representative.text("name", start.representative.name);
  representative.text("national_id", start.representative.national_id);
  representative.text("contact", start.representative.contact);
  inner.object("representative", representative);
  if (start.association) {
    JsonWriter association;
    association.text("name", start.association->name);
    association.boolean("older_than_three_years", start.association->older_than_three_years);
    association.boolean("in_good_standing", start.association->in_good_standing);
    association.boolean("seated_in_territory", start.association->seated_in_territory);
    association.boolean("activity_related", start.association->activity_related);
    inner.object("association", association);
  }
  inner.text("authorisation", start.authorisation);
  json.text("kind", "petition_start");
  json.object("petition_start", inner);
}

Result<PetitionSignature> petition_signature_from(const JsonReader& json) {
  PetitionSignature out;
  out.petition.value = TRY(json.text("petition", any_text));
  out.given_name = TRY(json.text("given_name", any_text));
  out.family_name = TRY(json.text("family_name", any_text));
  out.national_id = TRY(json.text("national_id", any_text));
  const auto link = TRY(json.text("link", 16));
  if (link != "resident" && link != "activity") return JsonReader::wrong("link");
  out.link = link == "resident" ? TerritoryLink::resident : TerritoryLink::activity;
  if (json.has("on_electoral_list")) out.on_electoral_list = TRY(json.boolean("on_electoral_list"));
  out.residence.value = TRY(json.text("residence", any_text));
  out.ink = TRY(ink_from(TRY(json.base64("ink", any_text))));
  out.authorisation = TRY(json.text("authorisation", any_text));
  return out;
}

Result<PetitionStart> petition_start_from(const JsonReader& json) {
  PetitionStart out;
  out.addressee.value = TRY(json.text("addressee", any_text));
  out.object = TRY(json.text("object", any_text));
  out.reasons = TRY(json.text("reasons", any_text));
  const auto representative = TRY(json.object("representative"));
  out.representative.name = TRY(representative.text("name", any_text));
  out.representative.national_id = TRY(representative.text("national_id", any_text));
  out.representative.contact = TRY(representative.text("contact", any_text));
  if (json.has("association")) {
    const auto association = TRY(json.object("association"));
    auto& given = out.association.emplace();
    given.name = TRY(association.text("name", any_text));
    given.older_than_three_years = TRY(association.boolean("older_than_three_years"));
    given.in_good_standing = TRY(association.boolean("in_good_standing"));
    given.seated_in_territory = TRY(association.boolean("seated_in_territory"));
    given.activity_related = TRY(association.boolean("activity_related"));
  }
  out.authorisation = TRY(json.text("authorisation", any_text));
  return out;
}

}  // namespace minbar::wire
