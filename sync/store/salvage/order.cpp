#include "sync/store/salvage/order.h"

#include "sync/seal/keys.h"
#include "sync/store/kept_head.h"
#include "sync/store/pin.h"
#include "sync/store/salvage/known_address.h"

namespace minbar::store {

Result<SalvageOrder> order_of(const std::filesystem::path& keys) {
  SalvageOrder out;
  const auto key = seal::RecordKey::load(keys / "record.key");
  if (!key && key.error().code != Errc::not_found) return tl::unexpected(key.error());
  if (key) out.known.key = key->public_key();
  const auto kept = TRY(load_head(keys));
  const auto pin = TRY(load_pin(keys));
  if (!pin) return out;
  for (const auto& former : pin->former) out.known.former_sealing.push_back(former.sealing_key);
  if (pin->given_up) out.known.former_key = pin->given_up->key;
  // killed while it began a chain of its own: how far the one before it went says nothing of this one
  const bool of_before = pin->given_up && !pin->given_up->enrolled && kept && kept->head.chain != pin->given_up->chain;
  if (kept && !of_before && kept->device == pin->device) {
    out.kept = kept->head;
    out.known.heartbeats = kept->heartbeats;
  }
  const auto address = load_address(keys);
  if (!address) return out;
  out.known.enrolment = Enrolment{.device = pin->device,
                                  .collector = pin->collector,
                                  .signing_key = pin->signing_key,
                                  .sealing_key = pin->sealing_key,
                                  .place = pin->place,
                                  .follow_url = pin->follow_url,
                                  .collector_url = address->collector_url,
                                  .record_key = address->record_key,
                                  .root_key = pin->root_key,
                                  .succession = pin->succession,
                                  .pinned_root = pin->root_key};
  return out;
}

}  // namespace minbar::store
