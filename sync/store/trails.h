// What the kiosk can tell a citizen: where the record of a receipt code is and what was answered, and how far the
// petitions are that it shows.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/domain/petitions/petition_count.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/domain/records/trail.h"
#include "sync/store/folder.h"
#include "sync/store/standing.h"
#include "sync/wire/messages.h"

namespace minbar::store {

// What this kiosk can say about a receipt code's lookup id.
struct Knowledge {
  std::optional<Delivery> made_here{};        // none: not recorded on this kiosk
  std::optional<std::int64_t> recorded_ms{};  // when it was, by this kiosk's clock
  bool recording_kept_back = false;           // its recording is of Counts::blobs_kept_back
  std::vector<wire::SealedReply> replies{};   // the newest limits::answers_shown, oldest first
};

// A record that is kept on this kiosk and not in its outbox yet (drafts.h).
struct KeptAside {
  LookupId lookup{};
  std::optional<std::int64_t> recorded_ms{};
};

// `folder` outlives it and stays where it is.
class Trails {
 public:
  explicit Trails(Folder& folder) : folder_(&folder) {}

  [[nodiscard]] Result<Knowledge> knowledge_of(const LookupId& lookup);
  // The same opened with the citizen's code; a record that is kept aside is recorded here too. Takes its slow function
  // first, whatever there is to find. Errors: not_found (trusts nobody yet), busy (no memory for the slow function just
  // now).
  [[nodiscard]] Result<Trail> trail_of(const ReceiptCode& code, std::span<const KeptAside> aside = {});
  // Which petitions are shown here: the agent asks how far they are. What was heard of others is forgotten.
  [[nodiscard]] Result<void> watch_petitions(std::span<const PetitionId> petitions);
  // As last heard; of those watched that were heard of.
  [[nodiscard]] Result<std::vector<PetitionCount>> petition_counts();

 private:
  Folder* folder_;  // not null
};

}  // namespace minbar::store
