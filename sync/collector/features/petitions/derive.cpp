#include "sync/collector/features/petitions/derive.h"

#include <memory>
#include <string>

#include "sync/seal/derived_key.h"

namespace minbar::collector {

namespace {

Result<void> add_signature(db::Database& database, const Arrived<PetitionSignature>& arrived,
                           const seal::MacKey& signers) {
  const auto& signature = arrived.body;
  const auto signer = signer_of(signature, signers);
  const auto counted = TRY(database.query_one(
      "SELECT arrival FROM petition_signatures WHERE petition = $1 AND signer = $2 AND counts = 1 LIMIT 1",
      {signature.petition.value, signer}));
  // one that was held came before what counted in its place meanwhile
  const bool counts = !counted || counted->integer(0) > arrived.origin.arrival;
  if (counted && counts)
    TRY(database.execute("UPDATE petition_signatures SET counts = 0 WHERE arrival = $1", {counted->integer(0)}));
  std::optional<std::int64_t> listed;
  if (signature.on_electoral_list) listed = *signature.on_electoral_list ? 1 : 0;
  TRY(
      database.execute("INSERT INTO petition_signatures (arrival, record, device, place, petition, signer, residence, "
                       "link, on_electoral_list, counts, made_at_s, received_at_ms, time_uncertain) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                       {arrived.origin.arrival, arrived.said.id, arrived.origin.device, arrived.said.place.value,
                        signature.petition.value, signer, signature.residence.value,
                        signature.link == TerritoryLink::resident ? "resident" : "activity", listed, counts ? 1 : 0,
                        arrived.origin.made.at_s, arrived.origin.received_at_ms, arrived.origin.made.uncertain}));
  if (counted) return {};
  TRY(
      database.execute("INSERT INTO petition_tallies (petition, signers) VALUES ($1, 1) "
                       "ON CONFLICT (petition) DO UPDATE SET signers = signers + 1",
                       {signature.petition.value}));
  return {};
}

Result<void> time_signature(db::Database& database, const Arrived<PetitionSignature>& arrived, const MadeAt&) {
  const auto& origin = arrived.origin;
  TRY(database.execute("UPDATE petition_signatures SET made_at_s = $2, time_uncertain = $3 WHERE arrival = $1",
                       {origin.arrival, origin.made.at_s, origin.made.uncertain}));
  return {};
}

}  // namespace

seal::Mac signer_of(const PetitionSignature& signature, const seal::MacKey& signers) {
  std::string text = signature.petition.value;
  text.push_back('\0');
  text += signature.national_id;
  return seal::mac_of(signers, "minbar-signer-v1", bytes_of(text));
}

Deriver<PetitionSignature> signature_deriver(const seal::OpeningKeys& opening) {
  const auto signers = std::make_shared<const seal::Locked<seal::MacKey>>(seal::signer_key_of(opening.first()));
  return {.forget = {"DELETE FROM petition_signatures", "DELETE FROM petition_tallies"},
          .derive =
              [signers](db::Database& database, const Arrived<PetitionSignature>& arrived) {
                return add_signature(database, arrived, **signers);
              },
          .time_anew = time_signature};
}

}  // namespace minbar::collector
