// Enrolment as the collector sees it (PROTOCOL.md, section 6): a kiosk proves that it holds a one-time code and two
// keys; both sides pin. A code works once, for one kiosk, until it expires; the same kiosk asking again gets the same
// answer, since the first may have been lost. Everything else is refused with the same words; only under the code's own
// MAC it is told why. Knows no HTTP.
#pragma once

#include <string>
#include <string_view>

#include "sync/base/clock.h"
#include "sync/collector/accounts/peer_limit.h"
#include "sync/collector/features/fleet/enrol_pin.h"
#include "sync/collector/intake/refusal.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/storage.h"
#include "sync/wire/enrol.h"

namespace minbar::collector {

class EnrolService {
 public:
  struct Identity {
    CollectorId collector;
    std::string follow_url;  // public address of the follow page, may be empty
  };
  // References must outlive this.
  EnrolService(Storage& storage, const CollectorKeys& keys, const ContentNames& names, const Clock& clock,
               Random& random, Identity identity);

  // Whether this peer (client_key) may try now; asked once before answer(). Waits for nothing. There is no bound for
  // all peers together, which strangers could use up so that staff enrol no kiosk: a code has 50 bits and two days, and
  // what is tried runs on a lane of its own. Both thread-safe.
  [[nodiscard]] tl::expected<void, Refusal> admit(std::string_view peer);
  // `address` is the sender's, shortened: for the audit.
  [[nodiscard]] FrameAnswer answer(ByteView frame, std::string_view address = {});

 private:
  FrameAnswer object(const wire::EnrolRequest& request, const EnrolCode& code, wire::EnrolObjection objection);
  Result<Bytes> reply_to(const wire::EnrolRequest& request, const seal::MacKey& code, const DeviceId& device);

  Storage& storage_;
  const CollectorKeys& keys_;
  const ContentNames& names_;
  const Clock& clock_;
  const Identity identity_;
  PeerLimit by_peer_;
};

}  // namespace minbar::collector
