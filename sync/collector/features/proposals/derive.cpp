#include "sync/collector/features/proposals/derive.h"

#include <optional>
#include <string_view>

namespace minbar::collector {

namespace {

// As the table has what may be missing: by column.
struct Columns {
  std::optional<std::string_view> name, contact, gender, age_band, commitment, assisted_by;
  std::optional<ByteView> lookup, reply_key;
  std::optional<BlobId> voice;
  std::optional<std::int64_t> voice_bytes, voice_ms;
};

Columns columns_of(const Arrived<Proposal>& arrived) {
  const auto& proposal = arrived.body;
  Columns out;
  if (proposal.author) {
    out.name = proposal.author->name;
    out.contact = proposal.author->contact;
  }
  if (arrived.said.assisted_by) out.assisted_by = arrived.said.assisted_by->value;
  if (proposal.commitment) out.commitment = proposal.commitment->value;
  if (arrived.receipt) {
    out.lookup = arrived.receipt->lookup.view();
    out.reply_key = arrived.receipt->reply_key.view();
  }
  if (proposal.about && proposal.about->gender) out.gender = tag_of(*proposal.about->gender);
  if (proposal.about && proposal.about->age_band) out.age_band = tag_of(*proposal.about->age_band);
  if (proposal.voice) {
    out.voice = proposal.voice->blob;
    out.voice_bytes = proposal.voice->sealed_bytes;
    out.voice_ms = proposal.voice->duration_ms;
  }
  return out;
}

Result<void> insert_proposal(db::Database& database, const Arrived<Proposal>& arrived) {
  const auto& proposal = arrived.body;
  const auto& said = arrived.said;
  const auto& origin = arrived.origin;
  const auto columns = columns_of(arrived);
  TRY(database.execute(
      "INSERT INTO proposals (arrival, record, device, place, language, theme, body, author_name, author_contact, "
      "content_version, made_at_s, received_at_ms, lookup, reply_key, gender, age_band, commitment, voice, "
      "voice_bytes, voice_ms, assisted_by, time_uncertain, answer_state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
      "$10, "
      "$11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, (SELECT state FROM answers WHERE record = $2 ORDER "
      "BY sequence "
      "DESC LIMIT 1))",
      {origin.arrival,        said.id,
       origin.device,         said.place.value,
       tag_of(said.language), proposal.theme.value,
       proposal.text,         columns.name,
       columns.contact,       said.content_version,
       origin.made.at_s,      origin.received_at_ms,
       columns.lookup,        columns.reply_key,
       columns.gender,        columns.age_band,
       columns.commitment,    columns.voice,
       columns.voice_bytes,   columns.voice_ms,
       columns.assisted_by,   origin.made.uncertain}));
  return {};
}

Result<void> insert_start(db::Database& database, const Arrived<PetitionStart>& arrived) {
  const auto& said = arrived.said;
  const auto& start = arrived.body;
  const auto& origin = arrived.origin;
  std::optional<std::string_view> association, assisted_by;
  if (start.association) association = start.association->name;
  if (said.assisted_by) assisted_by = said.assisted_by->value;
  std::optional<ByteView> lookup, reply_key;
  if (arrived.receipt) {
    lookup = arrived.receipt->lookup.view();
    reply_key = arrived.receipt->reply_key.view();
  }
  TRY(database.execute(
      "INSERT INTO petition_starts (arrival, record, device, place, language, addressee, object, reasons, "
      "representative_name, representative_contact, association, assisted_by, content_version, made_at_s, "
      "received_at_ms, lookup, reply_key, time_uncertain, answer_state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
      "$10, "
      "$11, $12, $13, $14, $15, $16, $17, $18, (SELECT state FROM answers WHERE record = $2 ORDER BY sequence DESC "
      "LIMIT 1))",
      {origin.arrival, said.id, origin.device, said.place.value, tag_of(said.language), start.addressee.value,
       start.object, start.reasons, start.representative.name, start.representative.contact, association, assisted_by,
       said.content_version, origin.made.at_s, origin.received_at_ms, lookup, reply_key, origin.made.uncertain}));
  return {};
}

constexpr std::string_view time_proposal_sql =
    "UPDATE proposals SET made_at_s = $2, time_uncertain = $3 WHERE arrival = $1";
constexpr std::string_view time_start_sql =
    "UPDATE petition_starts SET made_at_s = $2, time_uncertain = $3 WHERE arrival = $1";

template <class Kind>
auto timed_by(std::string_view sql) {
  return [sql](db::Database& database, const Arrived<Kind>& arrived, const MadeAt&) -> Result<void> {
    const auto& origin = arrived.origin;
    TRY(database.execute(sql, {origin.arrival, origin.made.at_s, origin.made.uncertain}));
    return {};
  };
}

}  // namespace

Deriver<Proposal> proposal_deriver() {
  return {.forget = {"DELETE FROM proposals"},
          .derive = insert_proposal,
          .time_anew = timed_by<Proposal>(time_proposal_sql)};
}

Deriver<PetitionStart> petition_start_deriver() {
  return {.forget = {"DELETE FROM petition_starts"},
          .derive = insert_start,
          .time_anew = timed_by<PetitionStart>(time_start_sql)};
}

}  // namespace minbar::collector
