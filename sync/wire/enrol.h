// Enrolment: how a kiosk and a collector come to know each other's keys through a one-time code that a person carries.
// Both messages are MACed under a key derived from the code, so that whoever sits in the middle without it can pin
// nothing, and framed under the keys they ask to pin, which proves possession. PROTOCOL.md, section 6.
#pragma once

#include <string>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"
#include "sync/seal/receipt_keys.h"
#include "sync/wire/frame.h"
#include "sync/wire/messages.h"

namespace minbar::wire {

struct EnrolRequest {
  RequestId request{};
  seal::EnrolLookup lookup{};
  seal::RecordPublicKey record_key{};
  seal::TransportPublicKey transport_key{};
  ChainId chain{};
  std::string agent_version{};  // at most 32 bytes
  bool operator==(const EnrolRequest&) const = default;
};

struct EnrolReply {
  RequestId request{};
  DeviceId device{};
  CollectorId collector{};
  seal::SigningPublicKey signing_key{};
  seal::SealingKey sealing_key{};
  Place place{};
  std::string
      follow_url{};  // public address where a receipt code is looked up, without the code; at most 200 bytes; may be ""
  std::int64_t server_wall_ms = 0;
  bool operator==(const EnrolReply&) const = default;
};

// --- agent's side
[[nodiscard]] Result<Bytes> make_enrol_request(const EnrolRequest& request, const seal::EnrolKeys& code,
                                               const seal::TransportKey& key);
// Errors: bad_input (no such frame), denied (not made with this code, or not by the key inside, or for another
// request), unsupported_version, too_large.
[[nodiscard]] Result<EnrolReply> open_enrol_reply(ByteView frame, const RequestId& request,
                                                  const seal::EnrolKeys& code);

// --- collector's side
// Reads without trusting, so that the code can be found by `lookup`. Errors: bad_input, unsupported_version, too_large.
[[nodiscard]] Result<EnrolRequest> parse_enrol_request(const Frame& frame);
// Then: made with this code and signed by the transport key inside. Error: denied.
[[nodiscard]] Result<void> check_enrol_request(const Frame& frame, const EnrolRequest& request,
                                               const seal::MacKey& code_mac_key);
[[nodiscard]] Result<Bytes> make_enrol_reply(const EnrolReply& reply, const seal::MacKey& code_mac_key,
                                             const seal::SigningKey& key);

}  // namespace minbar::wire
