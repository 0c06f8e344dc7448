// What a coordinator watches of one petition: who counts, what does not, and where signatures come from. One ledger:
// each number by kiosk and by residence adds up to the same signatures. Used by the petitions page. Opens no envelope.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/published/content_names.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/domain/petitions/petitions.h"

namespace minbar::collector {

struct PetitionReport {
  struct FromKiosk {
    std::string label;
    PlaceCode place;
    std::int64_t signatures = 0;
  };
  struct FromResidence {
    PlaceCode place;  // a commune or an arrondissement
    std::int64_t signatures = 0;
  };
  std::int64_t signatures = 0;    // of different people
  std::int64_t repeated = 0;      // second ones of somebody; kept, not counted
  std::int64_t unlisted = 0;      // of those counted: said not to be on the electoral list
  std::int64_t late = 0;          // of those counted: made after the last day, by their estimated time
  std::vector<FromKiosk> kiosks;  // most first
  // Most first, at most limits::residences_counted, and only of a petition that asks something of each province. What a
  // kiosk names need not be a place at all.
  std::vector<FromResidence> residences;
};

[[nodiscard]] Result<PetitionReport> report_on(db::Database& database, const Petition& petition);

struct FromProvince {
  PlaceCode place;
  std::int64_t signatures = 0;
};
// What each prefecture and province brings, where the petition asks something of each; least first.
[[nodiscard]] std::vector<FromProvince> by_province(const ContentNames& names, const Petition& petition,
                                                    const PetitionReport& report);

}  // namespace minbar::collector
