// What a well-made record may claim of others. One that names a place at which its kiosk never stood, or a petition
// that is signed elsewhere, is held: kept for a person to decide about, and counted nowhere until then. One with the
// lookup id of another record is told apart here too, and set aside by the caller. Used when a record is kept and when
// everything is derived anew; runs inside the writer's transaction.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/base/result.h"
#include "sync/collector/intake/derive.h"
#include "sync/db/database.h"
#include "sync/wire/body_codec.h"

namespace minbar::collector {

// Whether a record that arrived before has this lookup id: it keeps it, held or not, until it is left aside.
[[nodiscard]] Result<bool> is_lookup_taken(db::Database& database, const LookupId& lookup, std::int64_t arrival);

// Where kiosks were ever assigned to. Keeps the last answer, because nearly all of a batch is said at one place: for
// one transaction, in which nobody moves a kiosk.
class AssignedPlaces {
 public:
  // `database` outlives it.
  explicit AssignedPlaces(db::Database& database) : database_(database) {}
  // Whether the kiosk was ever at this place: one that was moved goes on naming the old one until it is told.
  [[nodiscard]] Result<bool> ever(const DeviceId& device, const PlaceCode& place);

 private:
  struct Answer {
    DeviceId device;
    PlaceCode place;
    bool ever = false;
  };
  db::Database& database_;
  std::optional<Answer> last_;
};

// The recording that it names, if it was spoken.
[[nodiscard]] std::optional<BlobId> spoken_blob(const Submission& said);

[[nodiscard]] Result<void> hold(db::Database& database, const wire::SealedBody& body, const Origin& origin);

// What was decided of a record that is held.
struct Held {
  bool counts = false;                     // accepted by a person
  std::optional<PlaceCode> place_given{};  // at this place instead of the one it claims
};
// Nothing: this record was never held.
[[nodiscard]] Result<std::optional<Held>> find_held(db::Database& database, std::int64_t arrival);

}  // namespace minbar::collector
