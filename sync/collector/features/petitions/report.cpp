#include "sync/collector/features/petitions/report.h"

#include <algorithm>
#include <map>

#include "sync/base/limits.h"
#include "sync/collector/features/petitions/support_list.h"

namespace minbar::collector {

Result<PetitionReport> report_on(db::Database& database, const Petition& petition) {
  PetitionReport out;
  const auto sums = TRY(database.query_one(
      "SELECT count(*) FILTER (WHERE counts = 1), count(*) FILTER (WHERE counts = 0), "
      "count(*) FILTER (WHERE counts = 1 AND on_electoral_list = 0), "
      "count(*) FILTER (WHERE counts = 1 AND made_at_s >= $2) FROM petition_signatures WHERE petition = $1",
      {petition.id.value, end_of_collection_s(petition)}));
  out.signatures = sums->integer(0);
  out.repeated = sums->integer(1);
  out.unlisted = sums->integer(2);
  out.late = sums->integer(3);
  for (const auto& row : TRY(database.query(
           "SELECT d.label, s.place, count(*) AS signatures FROM petition_signatures s JOIN devices d ON d.id = "
           "s.device "
           "WHERE s.petition = $1 AND s.counts = 1 GROUP BY s.device, s.place ORDER BY signatures DESC, d.label",
           {petition.id.value})))
    out.kiosks.push_back({.label = row.text(0), .place = {row.text(1)}, .signatures = row.integer(2)});
  if (petition.threshold.in_each_province() == 0) return out;
  for (const auto& row : TRY(database.query("SELECT residence, count(*) AS signatures FROM petition_signatures "
                                            "WHERE petition = $1 AND counts = 1 GROUP BY residence "
                                            "ORDER BY signatures DESC, residence LIMIT $2",
                                            {petition.id.value, limits::residences_counted})))
    out.residences.push_back({.place = {row.text(0)}, .signatures = row.integer(1)});
  return out;
}

std::vector<FromProvince> by_province(const ContentNames& names, const Petition& petition,
                                      const PetitionReport& report) {
  if (petition.threshold.in_each_province() == 0) return {};
  std::map<PlaceCode, std::int64_t> brought;
  for (const auto& province : names.provinces_in(petition.addressee)) brought[province] = 0;
  for (const auto& home : report.residences)
    for (const auto& around : names.lineage(home.place))
      if (const auto found = brought.find(around); found != brought.end()) found->second += home.signatures;
  std::vector<FromProvince> out;
  for (const auto& [place, signatures] : brought) out.push_back({.place = place, .signatures = signatures});
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.signatures < b.signatures; });
  return out;
}

}  // namespace minbar::collector
