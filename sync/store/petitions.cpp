// What the kiosk knows of how far petitions are.
#include <algorithm>

#include "sync/store/trails.h"

namespace minbar::store {

Result<void> Trails::watch_petitions(std::span<const PetitionId> petitions) {
  return folder_->database().transaction([&]() -> Result<void> {
    std::vector<PetitionId> gone;
    for (const auto& row : TRY(folder_->database().query("SELECT id FROM petition"))) {
      const PetitionId id{row.text(0)};
      if (std::find(petitions.begin(), petitions.end(), id) == petitions.end()) gone.push_back(id);
    }
    for (const auto& id : gone) TRY(folder_->database().execute("DELETE FROM petition WHERE id = $1", {id.value}));
    for (const auto& id : petitions)
      TRY(folder_->database().execute("INSERT INTO petition (id) VALUES ($1) ON CONFLICT DO NOTHING", {id.value}));
    return {};
  });
}

Result<std::vector<PetitionCount>> Trails::petition_counts() {
  std::vector<PetitionCount> out;
  for (const auto& row :
       TRY(folder_->database().query("SELECT id, signatures, complete_up_to_s, silent_kiosks, counted_at_s, "
                                     "lost_records FROM petition WHERE signatures IS NOT NULL ORDER BY id"))) {
    auto& count = out.emplace_back();
    count.petition = {row.text(0)};
    count.signatures = row.integer(1);
    count.complete_up_to_s = row.maybe_integer(2);
    count.silent_kiosks = row.integer(3);
    count.counted_at_s = row.integer(4);
    count.lost_records = row.integer(5);
  }
  return out;
}

}  // namespace minbar::store
