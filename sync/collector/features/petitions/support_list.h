// The list of support of one petition as the council's bureau verifies it: names, national ids and drawn signatures, in
// the order of their arrival. Opened for who asks and kept nowhere. Used by the page of the list.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/personal/personal_data.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/petitions/petitions.h"
#include "sync/domain/records/submission.h"

namespace minbar::collector {

struct Supporter {
  std::int64_t number = 0;  // among all that came under this petition, from 1
  PlaceCode place;          // where it was signed
  std::int64_t made_at_s = 0;
  bool counts = true;                     // else a second one of somebody who signed before
  bool late = false;                      // after the petition's last day
  bool time_uncertain = false;            // made_at_s is an estimate (clocks/made_at.h), and so is that
  std::optional<BadgeId> assisted_by;     // of staff who helped; not known when nothing is said
  std::optional<PetitionSignature> said;  // nothing: its body was erased, or does not open
};

struct SupportPage {
  std::vector<Supporter> rows;
  std::optional<std::int64_t> next;  // where the following page begins
};

// UTC seconds of the midnight that ends the petition's last day, in the collector's time zone (desk/zone.h).
[[nodiscard]] std::int64_t end_of_collection_s(const Petition& petition);

// At most limits::page_rows of them, from the `skip`-th on.
[[nodiscard]] Result<SupportPage> support_page(Storage& storage, const Opened<PetitionId>& opened,
                                               const Petition& petition, std::int64_t skip);

}  // namespace minbar::collector
