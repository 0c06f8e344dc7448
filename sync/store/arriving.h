// A content pack on its way: offered by the collector, fetched piece by piece inside its replies, stored when it is
// whole and signed. Used by the carrier; the kiosk only takes its room back.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sync/base/result.h"
#include "sync/store/enrolment.h"
#include "sync/store/folder.h"
#include "sync/wire/messages.h"

namespace minbar::store {

enum class PackOutcome {
  none,      // no pack was ever offered
  arriving,  // its pieces are being fetched
  stored,    // whole, signed, ours
  no_room,   // it would not leave enough of the disk to records; asked again with the next offer
  altered,   // its bytes are not what was offered, however often they are fetched
  not_ours,  // not a pack signed by this kiosk's collector under the offered number
  too_large,
  older,  // than the one in use, or than one that was stored
};
[[nodiscard]] std::string_view name_of(PackOutcome outcome);

struct ArrivingPack {
  std::int64_t version = 0;
  std::int64_t arrived_bytes = 0;
  std::int64_t bytes = 0;
  bool operator==(const ArrivingPack&) const = default;
};

// What a reply brought of packs.
struct Brought {
  bool stored = false;  // one came whole
  bool more = false;    // one came further, and more of it is to be fetched
};

[[nodiscard]] Result<std::optional<ArrivingPack>> arriving_pack(Folder& folder);
// Apart from what the reply says of records: whatever is wrong with a pack, they are marked and pruned. What fails is
// logged, leaves nothing half-done and is offered again.
[[nodiscard]] Brought take_content(Folder& folder, const Enrolment& enrolled,
                                   const std::optional<wire::ContentOffer>& offer,
                                   const std::optional<wire::ContentPiece>& piece);
// Gives the room of what has arrived back to records. Says whether there was any.
[[nodiscard]] Result<bool> forget_arriving(Folder& folder);

}  // namespace minbar::store
