#include "sync/collector/features/satisfaction/derive.h"

#include <string>

#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/collector/desk/zone.h"
#include "sync/collector/features/satisfaction/ratings.h"
#include "sync/domain/time/local_time.h"

namespace minbar::collector {

namespace {

// A quarter of an hour, or where it is uncertain the day: what an estimate has of minutes may be its kiosk's alone.
std::int64_t counted_at_s(const MadeAt& made) {
  if (!made.uncertain) return made.at_s;
  const auto local = local_time(in_ms(made.at_s), default_zone);
  return start_of_day_ms({.year = local.year, .month = local.month, .day = local.day}, default_zone) / 1000;
}

// The columns of its row but for the count, as texts live in `arrived` and in this.
struct RatingRow {
  RatingRow(const Arrived<Rating>& arrived, const MadeAt& made)
      : said(arrived.said), rating(arrived.body), at_s(counted_at_s(made)), uncertain(made.uncertain) {
    for (const auto& reason : rating.reasons) reasons += (reasons.empty() ? "" : " ") + reason.value;
    const auto* service = std::get_if<ServiceId>(&rating.subject);
    subject = service != nullptr ? service->value : std::get<CommitmentId>(rating.subject).value;
  }
  Result<std::int64_t> run(db::Database& database, std::string_view sql) const {
    return database.execute(sql, {name_of(kind_of(rating.subject)), said.place.value, subject, at_s,
                                  static_cast<int>(rating.satisfaction), tag_of(said.language), reasons, rating.comment,
                                  rating.soon_after_another ? 1 : 0, said.content_version, uncertain});
  }
  const Submission& said;
  const Rating& rating;
  std::int64_t at_s;
  bool uncertain;
  std::string subject;
  std::string reasons;
};

constexpr std::string_view add_sql =
    "INSERT INTO ratings (kind, place, subject, made_at_s, satisfaction, language, reasons, comment, "
    "soon_after_another, content_version, time_uncertain, count) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
    "1) ON CONFLICT (kind, place, subject, made_at_s, satisfaction, language, reasons, comment, "
    "soon_after_another, content_version, time_uncertain) DO UPDATE SET count = count + 1";
constexpr std::string_view take_one_sql =
    "UPDATE ratings SET count = count - 1 WHERE kind = $1 AND place = $2 AND subject = $3 AND made_at_s = $4 AND "
    "satisfaction = $5 AND language = $6 AND reasons = $7 AND comment = $8 AND soon_after_another = $9 AND "
    "content_version = $10 AND time_uncertain = $11 AND count > 1";
constexpr std::string_view take_last_sql =
    "DELETE FROM ratings WHERE kind = $1 AND place = $2 AND subject = $3 AND made_at_s = $4 AND "
    "satisfaction = $5 AND language = $6 AND reasons = $7 AND comment = $8 AND soon_after_another = $9 AND "
    "content_version = $10 AND time_uncertain = $11";

// Nothing of the origin but its time: who holds this table alone cannot tell which record, kiosk or moment a rating
// came from.
Result<void> add_rating(db::Database& database, const Arrived<Rating>& arrived) {
  TRY(RatingRow(arrived, arrived.origin.made).run(database, add_sql));
  return {};
}

Result<void> time_rating(db::Database& database, const Arrived<Rating>& arrived, const MadeAt& before) {
  const RatingRow was(arrived, before);
  auto taken = TRY(was.run(database, take_one_sql));
  if (taken == 0) taken = TRY(was.run(database, take_last_sql));
  if (taken > 0) return add_rating(database, arrived);
  log(LogEvent::rating_not_timed_anew, {{"device", LogId{to_hex(arrived.origin.device.view())}}});
  return {};
}

}  // namespace

Deriver<Rating> rating_deriver() {
  return {.forget = {"DELETE FROM ratings"}, .derive = add_rating, .time_anew = time_rating};
}

}  // namespace minbar::collector
