// A heartbeat: the kiosk's signed word on how far its chain goes and how it fares. Made by minbar-kiosk (it has the
// record key), kept in the shared database (the latest only), carried by the agent. With it the collector can say
// "complete up to", and tell a kiosk where nobody speaks from one that is silent. It holds nothing about what citizens
// did.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/seal/chain.h"
#include "sync/seal/keys.h"

namespace minbar::seal {

using BootId = Id<struct BootTag, 16>;  // the kernel's, new with every start of the machine

struct Heartbeat {
  ChainHead head{};          // how far the chain goes; sequence 0 when nothing was said yet
  std::uint64_t number = 0;  // from 1, one more each time in one database: an older one is a replay
  BootId boot{};
  std::int64_t monotonic_ms = 0;                  // with `boot`: clock evidence that cannot be turned back
  std::int64_t wall_ms = 0;                       // as the kiosk believes
  std::uint64_t backlog = 0;                      // records not yet acknowledged
  std::optional<std::int64_t> oldest_unsent_s{};  // age of the oldest of them, by the kiosk's wall clock, not below 0
  std::uint64_t free_disk_bytes = 0;
  std::int64_t content_version = 0;
  std::string program_version{};  // minbar-kiosk's, at most 32 bytes
  bool operator==(const Heartbeat&) const = default;
};

// Layout in PROTOCOL.md, section 3. A version text longer than 32 bytes is cut.
[[nodiscard]] Bytes sign_heartbeat(const Heartbeat& heartbeat, const RecordKey& key);
// Errors: bad_input, unsupported_version, denied (signature).
[[nodiscard]] Result<Heartbeat> open_heartbeat(ByteView bytes, const RecordPublicKey& key);

}  // namespace minbar::seal
