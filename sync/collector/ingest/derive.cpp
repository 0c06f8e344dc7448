#include "sync/collector/ingest/derive.h"

#include <string>

#include "sync/collector/petitions/derive.h"
#include "sync/collector/satisfaction/ratings.h"

namespace minbar::collector {

namespace {

struct Deriving {
  db::Database& database;
  const wire::SealedBody& body;
  const Origin& origin;
  const seal::MacKey& signers;

  Result<void> operator()(const Proposal& proposal) const {
    const auto& said = body.submission;
    std::optional<std::string_view> name, contact;
    if (proposal.author) {
      name = proposal.author->name;
      contact = proposal.author->contact;
    }
    std::optional<std::string_view> assisted_by;
    if (said.assisted_by) assisted_by = said.assisted_by->value;
    std::optional<std::string_view> commitment;
    if (proposal.commitment) commitment = proposal.commitment->value;
    std::optional<ByteView> lookup, reply_key;
    if (body.receipt) {
      lookup = body.receipt->lookup.view();
      reply_key = body.receipt->reply_key.view();
    }
    std::optional<std::string_view> gender, age_band;
    if (proposal.about && proposal.about->gender) gender = tag_of(*proposal.about->gender);
    if (proposal.about && proposal.about->age_band) age_band = tag_of(*proposal.about->age_band);
    std::optional<BlobId> voice;
    std::optional<std::int64_t> voice_bytes, voice_ms;
    if (proposal.voice) {
      voice = proposal.voice->blob;
      voice_bytes = proposal.voice->sealed_bytes;
      voice_ms = proposal.voice->duration_ms;
    }
    TRY(database.execute(
        "INSERT INTO proposals (arrival, record, device, place, language, theme, body, author_name, author_contact, "
        "content_version, made_at_s, received_at_ms, lookup, reply_key, gender, age_band, commitment, voice, "
        "voice_bytes, voice_ms, assisted_by, answer_state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
        "$13, $14, $15, $16, $17, $18, $19, $20, $21, (SELECT state FROM answers WHERE record = $2 ORDER BY sequence "
        "DESC LIMIT 1))",
        {origin.arrival,
         said.id,
         origin.device,
         said.place.value,
         tag_of(said.language),
         proposal.theme.value,
         proposal.text,
         name,
         contact,
         said.content_version,
         said.made_at_s,
         origin.received_at_ms,
         lookup,
         reply_key,
         gender,
         age_band,
         commitment,
         voice,
         voice_bytes,
         voice_ms,
         assisted_by}));
    return {};
  }

  // Nothing of the origin: who holds this table alone cannot tell which record, kiosk or moment a rating came from.
  Result<void> operator()(const Rating& rating) const {
    const auto& said = body.submission;
    std::string reasons;
    for (const auto& reason : rating.reasons) reasons += (reasons.empty() ? "" : " ") + reason.value;
    const auto* service = std::get_if<ServiceId>(&rating.subject);
    const auto& subject = service != nullptr ? service->value : std::get<CommitmentId>(rating.subject).value;
    TRY(database.execute(
        "INSERT INTO ratings (kind, place, subject, made_at_s, satisfaction, language, reasons, comment, "
        "soon_after_another, content_version, count) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) "
        "ON CONFLICT (kind, place, subject, made_at_s, satisfaction, language, reasons, comment, "
        "soon_after_another, content_version) DO UPDATE SET count = count + 1",
        {name_of(kind_of(rating.subject)), said.place.value, subject, said.made_at_s,
         static_cast<int>(rating.satisfaction), tag_of(said.language), reasons, rating.comment,
         rating.soon_after_another ? 1 : 0, said.content_version}));
    return {};
  }

  Result<void> operator()(const PetitionSignature& signature) const {
    return derive_signature(database, arrived(signature), signers);
  }

  // Into the inbox: it is read, answered and followed as a proposal is.
  Result<void> operator()(const PetitionStart& start) const {
    Proposal shown;
    shown.theme.value = std::string(petition_theme) + start.addressee.value;
    shown.text = start.object + "\n\n" + start.reasons;
    if (start.association) shown.text += "\n\n" + start.association->name;
    shown.author = Author{.name = start.representative.name, .contact = start.representative.contact};
    return (*this)(shown);
  }

  template <class Kind>
  Arrived<Kind> arrived(const Kind& kind) const {
    return {.said = body.submission,
            .body = kind,
            .receipt = body.receipt,
            .device = origin.device,
            .arrival = origin.arrival,
            .received_at_ms = origin.received_at_ms};
  }
};

}  // namespace

Result<void> derive(db::Database& database, const wire::SealedBody& body, const Origin& origin,
                    const seal::MacKey& signers) {
  return std::visit(Deriving{.database = database, .body = body, .origin = origin, .signers = signers},
                    body.submission.body);
}

}  // namespace minbar::collector
