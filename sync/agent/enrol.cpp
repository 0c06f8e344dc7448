#include "sync/agent/enrol.h"

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/store/carrier.h"
#include "sync/store/standing.h"

namespace minbar::agent {

namespace {

tl::unexpected<Error> explain(const wire::ExchangeFailure& failure) {
  using wire::ExchangeError;
  switch (failure.error) {
    case ExchangeError::unreachable:
      return fail(Errc::network,
                  "the collector cannot be reached: look at the address, the network and the certificate");
    case ExchangeError::unavailable:
      return fail(Errc::unavailable, "the collector is busy or was tried too often: wait some minutes and try again");
    case ExchangeError::refused:
      return fail(Errc::denied,
                  "the collector does not take this code: it is mistyped, used or expired; ask for a new one. If a "
                  "new one is not taken either, this kiosk's keys are enrolled there already: README says how to enrol "
                  "a kiosk anew");
    case ExchangeError::rejected:
      return fail(Errc::unsupported_version,
                  "the collector does not understand this program: bring both to one version");
    case ExchangeError::too_large:
    case ExchangeError::not_ours:
      break;
  }
  return fail(Errc::network,
              fmt::format("what answers there is not a collector (status {}): look at the address", failure.status));
}

}  // namespace

Result<store::Enrolment> enrol(EnrolDoors& doors, const CollectorUrl& url, std::string_view typed_code,
                               std::string_view agent_version) {
  const auto code = parse_receipt_code(typed_code);
  if (!code)
    return fail(Errc::bad_input, "the enrolment code is mistyped: it has ten letters or digits and a check character");
  if (TRY(doors.folder.enrolment()))
    return fail(Errc::conflict,
                "this kiosk is enrolled already: README says how to enrol a kiosk anew and keep what waits");
  const auto record_key = TRY(store::record_key_of(doors.folder));
  if (!record_key)
    return fail(Errc::not_found, "the kiosk has made no record key yet: start minbar-kiosk once, then enrol");
  const auto keys = TRY(seal::derive_enrol_keys(*code));
  const auto head = TRY(store::head_of(doors.folder));
  const wire::EnrolRequest request{.request = {doors.random.array<16>()},
                                   .lookup = keys.lookup,
                                   .record_key = *record_key,
                                   .transport_key = doors.key.public_key(),
                                   .chain = head.chain,
                                   .agent_version = std::string(agent_version)};
  const auto answer = doors.exchange(TRY(wire::make_enrol_request(request, keys, doors.key)));
  if (!answer) return explain(answer.error());
  const auto reply = TRY(wire::open_enrol_reply(*answer, request.request, keys));
  TRY(store::Carrier(doors.folder).keep_enrolment(reply, url.base));
  const auto pinned = TRY(doors.folder.enrolment());
  ENSURE(pinned.has_value(), "what was pinned is there");
  log(LogEvent::enrolled, {{"device", LogId{to_hex(pinned->device.view())}}});
  return *pinned;
}

}  // namespace minbar::agent
