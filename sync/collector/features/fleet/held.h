// Records that claim what was never their kiosk's own (intake/hold.h) and wait for a coordinator, as their page shows
// them: all that one kiosk said under one place at once, signatures by petition. held_decisions.h decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/accounts/scope.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

// What one kiosk claims and nobody has decided about yet.
struct HeldClaim {
  DeviceId device;
  std::string kiosk;                     // its label
  std::string kiosk_place;               // code of where it stands now; empty: nowhere
  std::string place;                     // code that the records name, as they name it
  std::optional<PetitionId> petition{};  // these are signatures, under it; else none is among them
  std::int64_t proposals = 0;
  std::int64_t ratings = 0;
  std::int64_t signatures = 0;
  std::int64_t petition_starts = 0;
  std::int64_t first_received_ms = 0;
  std::int64_t last_received_ms = 0;
  std::int64_t up_to = 0;             // arrival of the last record in it: what comes later was not seen by who decides
  std::int64_t claims_of_kiosk = 0;   // how many, shown or not
  std::int64_t records_of_kiosk = 0;  // in all of them
  bool newest_of_kiosk = false;       // nothing that its kiosk claims is past its up_to
  [[nodiscard]] std::int64_t records() const { return proposals + ratings + signatures + petition_starts; }
};
// Of every kiosk that stands in the scope the newest, newest first, then the second of each; at most limits::page_rows,
// and of one kiosk limits::held_places_shown.
[[nodiscard]] Result<std::vector<HeldClaim>> held_claims(Storage& storage, const Scope& scope);

// Records that came with another record's receipt, of one kiosk. They were set aside; nothing is to be decided. Which
// of the two has copied the other's receipt nobody can tell from here.
struct TakenReceipts {
  std::string kiosk;
  std::string holder;    // the kiosk whose records have them; may be the same; empty: none, or outside of the scope
  bool is_held = false;  // some kiosk has them
  std::int64_t records = 0;
  std::int64_t last_received_ms = 0;
};
[[nodiscard]] Result<std::vector<TakenReceipts>> taken_receipts(Storage& storage, const Scope& scope);

// How much of both there is, shown or not: for the way to their page.
struct HeldWaiting {
  std::int64_t claims = 0;
  std::int64_t kiosks_with_taken_receipts = 0;
};
[[nodiscard]] Result<HeldWaiting> held_waiting(Storage& storage, const Scope& scope);

}  // namespace minbar::collector
