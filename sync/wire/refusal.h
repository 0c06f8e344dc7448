// Why a request got no reply, signed by the collector, so that a network that asks to be signed in to is not taken for
// a centre that knows this kiosk no more. It names the exact frame that it answers. Made by the collector, believed by
// the agent and, on the agent's shared file, by the kiosk. PROTOCOL.md, section 8.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/hash.h"
#include "sync/seal/keys.h"

namespace minbar::wire {

enum class RefusalReason {
  unknown_device,   // no kiosk here has a transport key that signed it
  revoked,          // its kiosk was withdrawn
  replaced_key,     // its kiosk was enrolled again since, with another transport key
  wrong_key,        // signed by the key of another kiosk than it names
  other_collector,  // it is for another collector
  two_machines,     // another machine runs as the same kiosk: this one needs an identity of its own
  over_quota,       // its kiosk has brought too much today: come again after the wait
  other,            // a word that this program does not know
};
[[nodiscard]] std::string_view name_of(RefusalReason reason);
[[nodiscard]] std::optional<RefusalReason> refusal_reason_from(std::string_view name);
// Whether nothing of this kiosk is taken until a person has done something.
[[nodiscard]] bool needs_a_person(RefusalReason reason);

struct Refusal {
  seal::Hash frame{};                // of the exact request frame that it answers
  CollectorId collector{};           // who refuses
  std::optional<DeviceId> device{};  // as the request named it; none where its signature was not known, so nobody read
  RefusalReason reason = RefusalReason::other;
  std::int64_t server_wall_ms = 0;
  std::optional<std::int64_t> wait_s{};  // as in a reply, 0 to 86400
  Bytes succession{};                    // as in a reply
  bool operator==(const Refusal&) const = default;
};

[[nodiscard]] Result<Bytes> make_refusal(const Refusal& refusal, const seal::SigningKey& key);
// Errors: bad_input (no such frame: a portal's page), denied (not signed by this collector), unsupported_version,
// too_large.
[[nodiscard]] Result<Refusal> open_refusal(ByteView frame, const seal::SigningPublicKey& key);

}  // namespace minbar::wire
