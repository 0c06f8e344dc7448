// The collector that this kiosk trusts, as its file in the kiosk's private folder says, where the agent cannot write.
// What citizens say is sealed to these keys and packs are verified with them, whatever the enrolment row of the shared
// database says. Written when the kiosk first sees an enrolment, and when staff accept another one; by minbar-kiosk's
// user only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/hash.h"
#include "sync/seal/keys.h"
#include "sync/store/enrolment.h"

namespace minbar::store {

// An identity that this kiosk has given up, because the centre said that another machine has it too.
struct GivenUp {
  seal::RecordPublicKey key{};  // signs nothing any more
  ChainId chain{};              // the one that was begun instead
  std::int64_t told_ms = 0;     // of the collector's clock: an earlier refusal than this is an old one
  bool enrolled = false;        // anew, since
  bool operator==(const GivenUp&) const = default;
};

// Keys that the collector had before.
struct FormerKeys {
  seal::SigningPublicKey signing_key{};  // proves nothing any more but packs that were taken under it
  seal::SealingKey sealing_key{};        // what is sealed to it still goes there
  bool operator==(const FormerKeys&) const = default;
};

struct CollectorPin {
  DeviceId device{};
  CollectorId collector{};
  seal::SigningPublicKey signing_key{};
  seal::SealingKey sealing_key{};
  wire::Place place{};  // where the kiosk stood when this was pinned
  std::string follow_url{};
  std::optional<GivenUp> given_up = {};
  std::optional<seal::RootPublicKey> root_key = {};  // by which alone other keys are believed (succession/follow.h)
  std::int64_t succession = 0;                       // number of the statement that named both keys
  std::vector<FormerKeys> former = {};               // the newest first, at most limits::successions
  std::vector<seal::Hash> packs = {};                // frames of packs that were taken under former keys
  bool compared = true;  // a person saw that both sides show its fingerprint, or it was in service before they did
  bool operator==(const CollectorPin&) const = default;
};

[[nodiscard]] CollectorPin pin_of(const Enrolment& enrolment);
// Whether both name one enrolment: all but the place, which may change, whether it was compared, what was given up, and
// what only this kiosk says of keys that succeed one another: a root key beside a pin is nobody's word.
[[nodiscard]] bool same_enrolment(const CollectorPin& a, const CollectorPin& b);
[[nodiscard]] std::string fingerprint_of(const CollectorPin& pin);
// Whether its collector opens what is sealed to that key.
[[nodiscard]] bool opens(const CollectorPin& pin, const CollectorId& collector, const seal::KeyId& sealed_to);

// `keys` is the kiosk's private folder. Nothing: no collector was pinned yet. Errors: denied (owner or mode, says which
// command mends it), corrupt (never taken for missing: what is then pinned would be the agent's word), io.
[[nodiscard]] Result<std::optional<CollectorPin>> load_pin(const std::filesystem::path& keys);
// A kiosk that runs before it is enrolled notes so: whoever enrols it can compare, and is asked to. One that was in
// service before pins were kept has no such note.
[[nodiscard]] Result<void> await_collector(const std::filesystem::path& keys);
[[nodiscard]] bool awaits_collector(const std::filesystem::path& keys);

// In the place of the one before, if any. Errors: denied, full, io.
[[nodiscard]] Result<void> save_pin(const std::filesystem::path& keys, const CollectorPin& pin);

}  // namespace minbar::store
