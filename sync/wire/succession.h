// Which signing and sealing key a collector has next: a frame signed by its root key, whose secret half lies on paper
// and on no machine. Made by the collector when its keys are exchanged, carried in replies and refusals, believed by
// the agent and, on the agent's shared file, by the kiosk. Nothing else moves a kiosk to other keys but its staff.
// PROTOCOL.md, section 6.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/base/bytes.h"
#include "sync/base/limits.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"
#include "sync/wire/frame.h"
#include "sync/wire/json.h"

namespace minbar::wire {

struct Succession {
  CollectorId collector{};
  std::int64_t number = 0;  // from 1, one more for each; a lower one is an old one, and moves nothing
  seal::SigningPublicKey signing_key{};
  seal::SealingKey sealing_key{};  // both, also where only one is new
  std::int64_t server_wall_ms = 0;
  bool operator==(const Succession&) const = default;
};

// Of the frame of a statement.
inline constexpr std::size_t succession_frame_bytes =
    frame_header_bytes + sizeof(seal::Signature) + limits::succession_bytes;

// Which keys of its collector a kiosk follows. None in a request: those of the enrolment, and no root key.
struct Follows {
  std::int64_t number = 0;                   // of the newest succession that it knows; 0: as at the first enrolment
  seal::KeyId signing_key{};                 // which therefore must have signed the answer
  std::optional<seal::KeyId> root_key = {};  // by which it would believe the next; none: it believes none
  bool operator==(const Follows&) const = default;
};

[[nodiscard]] JsonWriter json_of(const Follows& follows);
[[nodiscard]] Result<Follows> follows_from(const JsonReader& json);

// Error: bad_input (a number or time out of bounds).
[[nodiscard]] Result<Bytes> make_succession(const Succession& succession, const seal::RootKey& key);
// Errors: bad_input (no such frame), denied (not signed by this root key), unsupported_version, too_large.
[[nodiscard]] Result<Succession> open_succession(ByteView frame, const seal::RootPublicKey& key);

}  // namespace minbar::wire
