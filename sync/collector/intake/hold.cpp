#include "sync/collector/intake/hold.h"

#include <string_view>

#include "sync/base/hex.h"
#include "sync/base/log.h"

namespace minbar::collector {

namespace {

struct KindName {
  std::string_view operator()(const Proposal&) const { return "proposal"; }
  std::string_view operator()(const Rating&) const { return "rating"; }
  std::string_view operator()(const PetitionSignature&) const { return "petition_signature"; }
  std::string_view operator()(const PetitionStart&) const { return "petition_start"; }
};

}  // namespace

Result<bool> is_lookup_taken(db::Database& database, const LookupId& lookup, std::int64_t arrival) {
  const auto row =
      TRY(database.query_one("SELECT EXISTS (SELECT 1 FROM proposals WHERE lookup = $1 AND arrival < $2) OR "
                             "EXISTS (SELECT 1 FROM petition_starts WHERE lookup = $1 AND arrival < $2) OR "
                             "EXISTS (SELECT 1 FROM held_records WHERE lookup = $1 AND arrival < $2 AND "
                             "decision IS NOT 'left_aside')",
                             {lookup, arrival}));
  return row->integer(0) != 0;
}

Result<bool> AssignedPlaces::ever(const DeviceId& device, const PlaceCode& place) {
  if (last_ && last_->device == device && last_->place == place) return last_->ever;
  const auto row = TRY(
      database_.query_one("SELECT 1 FROM assignments WHERE device = $1 AND place = $2 LIMIT 1", {device, place.value}));
  last_ = Answer{.device = device, .place = place, .ever = row.has_value()};
  return last_->ever;
}

std::optional<BlobId> spoken_blob(const Submission& said) {
  const auto* proposal = std::get_if<Proposal>(&said.body);
  if (proposal == nullptr || !proposal->voice) return std::nullopt;
  return proposal->voice->blob;
}

Result<void> hold(db::Database& database, const wire::SealedBody& body, const Origin& origin) {
  const auto& said = body.submission;
  std::optional<ByteView> lookup;
  if (body.receipt) lookup = body.receipt->lookup.view();
  // Whatever is why: whether a signature may count depends on what it is under.
  std::optional<std::string_view> petition;
  if (const auto* signature = std::get_if<PetitionSignature>(&said.body)) petition = signature->petition.value;
  const auto kind = std::visit(KindName{}, said.body);
  TRY(database.execute(
      "INSERT INTO held_records (arrival, record, device, kind, place, petition, lookup, voice, received_at_ms) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {origin.arrival, said.id, origin.device, kind, said.place.value, petition, lookup, spoken_blob(said),
       origin.received_at_ms}));
  log(LogEvent::record_held, {{"device", LogId{to_hex(origin.device.view())}}, {"kind", LogName{kind}}});
  return {};
}

Result<std::optional<Held>> find_held(db::Database& database, std::int64_t arrival) {
  const auto row =
      TRY(database.query_one("SELECT decision, place_given FROM held_records WHERE arrival = $1", {arrival}));
  if (!row) return std::nullopt;
  const auto decision = row->maybe_text(0);
  Held held{.counts = decision && *decision != "left_aside"};
  if (const auto place = row->maybe_text(1)) held.place_given = PlaceCode{*place};
  return held;
}

}  // namespace minbar::collector
