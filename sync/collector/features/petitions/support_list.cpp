#include "sync/collector/features/petitions/support_list.h"

#include "sync/base/limits.h"
#include "sync/collector/desk/day_bounds.h"
#include "sync/collector/intake/judge.h"
#include "sync/collector/intake/keep.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::collector {

namespace {

// Nothing when it was erased or does not open: the list still says that somebody signed.
void open_into(Supporter& supporter, const db::Row& row, const seal::OpeningKeys& opening) {
  if (row.is_null(kept_columns - 1)) return;
  const auto envelope = seal::parse_envelope(kept_bytes(row, 0));
  auto body = envelope ? read_body(*envelope, opening) : tl::unexpected(wire::RecordReason::malformed);
  auto* signature = body ? std::get_if<PetitionSignature>(&body->submission.body) : nullptr;
  if (signature == nullptr) return;
  supporter.said = std::move(*signature);
  supporter.assisted_by = std::move(body->submission.assisted_by);
}

}  // namespace

std::int64_t end_of_collection_s(const Petition& petition) { return end_of_day(petition.closes) / 1000; }

Result<SupportPage> support_page(Storage& storage, const Opened<PetitionId>& opened, const Petition& petition,
                                 std::int64_t skip) {
  constexpr auto most = static_cast<std::int64_t>(limits::support_rows);
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(
        "SELECT e.header, e.signature, e.sealed_body, s.place, s.made_at_s, s.counts, s.time_uncertain FROM "
        "petition_signatures s JOIN envelopes e ON e.arrival = s.arrival WHERE s.petition = $1 ORDER BY s.arrival "
        "LIMIT $2 OFFSET $3",
        {opened.subject().value, most + 1, skip});
  }));
  const auto end_s = end_of_collection_s(petition);
  SupportPage page;
  for (const auto& row : rows) {
    const auto number = skip + static_cast<std::int64_t>(page.rows.size()) + 1;
    if (number > skip + most) {
      page.next = skip + most;
      break;
    }
    const auto made_at_s = row.integer(kept_columns + 1);
    page.rows.push_back({.number = number,
                         .place = {row.text(kept_columns)},
                         .made_at_s = made_at_s,
                         .counts = row.integer(kept_columns + 2) != 0,
                         .late = made_at_s >= end_s,
                         .time_uncertain = row.integer(kept_columns + 3) != 0,
                         .assisted_by = {},
                         .said = {}});
    open_into(page.rows.back(), row, opened.key());
  }
  return page;
}

}  // namespace minbar::collector
