// Enrolment: how a kiosk and a collector come to know each other's keys through a one-time code that a person carries.
// Both messages are MACed under a key derived from the code, so that whoever sits in the middle without it can pin
// nothing, and framed under the keys they ask to pin, which proves possession. PROTOCOL.md, section 6.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  std::string agent_version{};       // at most 32 bytes
  std::optional<DeviceId> device{};  // the kiosk that this machine is enrolled as, or was
  bool anew = false;                 // it was told that another machine is that kiosk: its keys and chain are its own
  std::vector<DeviceId>
      origins{};  // as which it ran before, because its disk was copied; at most limits::former_devices
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
  std::optional<seal::RootPublicKey> root_key{};  // signs what succeeds the two; none: nothing ever does
  std::int64_t succession = 0;                    // number of the one that named the two; 0: they are the first
  Bytes statement{};  // of that succession, for a kiosk that has the root key already; at most succession_frame_bytes
  bool operator==(const EnrolReply&) const = default;
};

// What keeps a code that is right from being of use to this machine. Told under the code's own MAC, so that nobody
// without it learns anything.
enum class EnrolObjection {
  expired,
  used,           // it has enrolled a kiosk already, or its kiosk was enrolled by another code since
  other_kiosk,    // it is for another kiosk than this machine is
  known_machine,  // keys or chain of this machine are those of another kiosk
  other,          // a word that this program does not know
};
[[nodiscard]] std::string_view name_of(EnrolObjection objection);
[[nodiscard]] std::optional<EnrolObjection> enrol_objection_from(std::string_view name);

// --- agent's side
[[nodiscard]] Result<Bytes> make_enrol_request(const EnrolRequest& request, const seal::EnrolKeys& code,
                                               const seal::TransportKey& key);
// Errors: bad_input (no such frame), denied (not made with this code, or not by the key inside, or for another
// request), unsupported_version, too_large.
[[nodiscard]] Result<EnrolReply> open_enrol_reply(ByteView frame, const RequestId& request,
                                                  const seal::EnrolKeys& code);
// The same of what comes with a 401. The signature is not looked at: at a first enrolment nobody knows the key.
[[nodiscard]] Result<EnrolObjection> open_enrol_objection(ByteView frame, const RequestId& request,
                                                          const seal::EnrolKeys& code);

// --- collector's side
// Reads without trusting, so that the code can be found by `lookup`. Errors: bad_input, unsupported_version, too_large.
[[nodiscard]] Result<EnrolRequest> parse_enrol_request(const Frame& frame);
// Then: made with this code and signed by the transport key inside. Error: denied.
[[nodiscard]] Result<void> check_enrol_request(const Frame& frame, const EnrolRequest& request,
                                               const seal::MacKey& code_mac_key);
[[nodiscard]] Result<Bytes> make_enrol_reply(const EnrolReply& reply, const seal::MacKey& code_mac_key,
                                             const seal::SigningKey& key);
[[nodiscard]] Result<Bytes> make_enrol_objection(EnrolObjection objection, const RequestId& request,
                                                 const seal::MacKey& code_mac_key, const seal::SigningKey& key);

}  // namespace minbar::wire
