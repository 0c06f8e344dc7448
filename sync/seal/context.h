// What a signature is for. The context string and one zero byte come before the signed bytes, so that a signature made
// for one purpose verifies for no other. The strings are final; PROTOCOL.md lists them.
#pragma once

#include <cstdint>
#include <string_view>

namespace minbar::seal {

enum class Context : std::uint16_t {
  record = 1,         // "minbar-record-v1": an envelope's header, by the kiosk's record key
  heartbeat = 2,      // "minbar-heartbeat-v1", by the record key
  request = 3,        // "minbar-request-v1": a sync request, by the agent's transport key
  reply = 4,          // "minbar-reply-v1": a sync reply, by the collector's signing key
  enrol_request = 5,  // "minbar-enrol-request-v1", by the transport key that asks to be pinned
  enrol_reply = 6,    // "minbar-enrol-reply-v1", by the signing key that asks to be pinned
  pack = 7,           // "minbar-pack-v1": a content pack, by the signing key
  refusal = 8,        // "minbar-refusal-v1": why a request got no reply, by the signing key
  succession = 9,     // "minbar-succession-v1": which keys a collector has next, by its root key
};

[[nodiscard]] std::string_view string_of(Context context);

}  // namespace minbar::seal
