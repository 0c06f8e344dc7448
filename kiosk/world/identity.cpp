// How a kiosk becomes one of its own after its disk was copied: what of Memory makes it another record key and chain,
// and takes up the name under which the collector then knows it.
#include <system_error>
#include <utility>

#include "kiosk/world/memory.h"
#include "sync/base/file.h"
#include "sync/base/log.h"
#include "sync/seal/replace_key.h"
#include "sync/store/anew.h"
#include "sync/store/standing.h"

namespace minbar::kiosk {

// Before an enrolment nothing was said here and nothing is trusted: the agent's word is enough to make another key.
Result<void> Memory::leave_taken_key() {
  if (!TRY(store::is_key_taken(*folder_, key_.public_key()))) return {};
  const auto note = keys_ / "record.key.lost";  // killed before the end, the next start claims the key (own_key.h)
  TRY(write_file(note, {}, 0600));
  auto key = seal::RecordKey::make(folder_->random());
  TRY(seal::replace_key(key, keys_ / "record.key"));
  key_ = std::move(key);
  TRY(store::begin_chain(*folder_, {folder_->random().array<16>()}, key_.public_key()));
  std::error_code ignored;
  std::filesystem::remove(note, ignored);
  log(LogEvent::identity_given_up);
  folder_->ring_other();
  return {};
}

// Written down first: from then on each start goes on with it.
Result<void> Memory::give_up_identity(std::int64_t told_ms) {
  auto pin = *pin_;
  pin.given_up = store::GivenUp{
      .key = key_.public_key(), .chain = {folder_->random().array<16>()}, .told_ms = told_ms, .enrolled = false};
  TRY(store::save_pin(keys_, pin));
  pin_ = pin;
  log(LogEvent::identity_given_up);
  return finish_giving_up();
}

// Nothing to do most times; after a power cut, whatever is left of it.
Result<void> Memory::finish_giving_up() {
  if (!pin_->given_up || pin_->given_up->enrolled) return {};
  const auto& given_up = *pin_->given_up;
  if (key_.public_key() == given_up.key) {
    auto key = seal::RecordKey::make(folder_->random());
    TRY(seal::replace_key(key, keys_ / "record.key"));
    key_ = std::move(key);
  }
  const auto shared = store::head_of(*folder_);
  const auto published = store::record_key_of(*folder_);
  if (!shared || !published || shared->chain != given_up.chain || *published != key_.public_key()) {
    TRY(store::begin_chain(*folder_, given_up.chain, key_.public_key()));
    folder_->ring_other();
  }
  const auto kept = store::load_head(keys_);
  if (kept && *kept && (*kept)->head.chain == given_up.chain) return {};
  outbox_.remember(seal::ChainHead{.chain = given_up.chain, .sequence = 0, .hash = {}},
                   kept && *kept ? (*kept)->heartbeats : outbox_.remembered_heartbeats());
  chain_of_ = pin_->device;
  keep_head();
  return {};
}

// Only while it waits for it: the same collector, by the same keys, knows the key that was made here, under whatever
// id.
Result<void> Memory::take_up_new_name(const std::optional<store::Enrolment>& enrolment) {
  if (!pin_->given_up || pin_->given_up->enrolled || !enrolment) return {};
  auto there = store::pin_of(*enrolment);
  const auto device = std::exchange(there.device, pin_->device);
  if (!store::same_enrolment(there, *pin_) || enrolment->record_key != key_.public_key()) return {};
  auto pin = *pin_;
  pin.device = device;
  pin.given_up->enrolled = true;
  TRY(store::save_pin(keys_, pin));
  pin_ = pin;
  folder_->trust(*pin_);
  chain_of_ = device;
  keep_head();
  return {};
}

}  // namespace minbar::kiosk
