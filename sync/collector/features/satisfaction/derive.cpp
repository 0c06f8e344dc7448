#include "sync/collector/features/satisfaction/derive.h"

#include <string>

#include "sync/collector/features/satisfaction/ratings.h"

namespace minbar::collector {

namespace {

// Nothing of the origin: who holds this table alone cannot tell which record, kiosk or moment a rating came from.
Result<void> add_rating(db::Database& database, const Arrived<Rating>& arrived) {
  const auto& said = arrived.said;
  const auto& rating = arrived.body;
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

}  // namespace

Deriver<Rating> rating_deriver() { return {.forget = {"DELETE FROM ratings"}, .derive = add_rating}; }

}  // namespace minbar::collector
