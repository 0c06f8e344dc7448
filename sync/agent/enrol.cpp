#include "sync/agent/enrol.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "sync/agent/advice.h"
#include "sync/agent/session.h"
#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/seal/replace_key.h"
#include "sync/store/anew.h"
#include "sync/store/carrier.h"
#include "sync/store/refusals.h"
#include "sync/store/standing.h"

namespace minbar::agent {

namespace {

// What the code's owner is told, each in one sentence that is true of it.
std::string_view explain(wire::EnrolObjection objection) {
  switch (objection) {
    case wire::EnrolObjection::expired:
      return "this code has expired: ask the coordinator for a new one";
    case wire::EnrolObjection::used:
      return "this code was used already, by another machine or with other keys: ask the coordinator for a new one";
    case wire::EnrolObjection::other_kiosk:
      return "this code is for another kiosk than this machine is: ask the coordinator for a new code of this kiosk";
    case wire::EnrolObjection::known_machine:
      return "this machine's keys are those of another kiosk there: ask the coordinator for a new code of that kiosk "
             "and "
             "run minbar-sync re-enrol. To make it a new kiosk instead, see README: enrol a kiosk anew";
    case wire::EnrolObjection::other:
      break;
  }
  return "the collector does not take this code, for a reason that this program does not know: bring both to one "
         "version";
}

// At a first enrolment: the disk was copied before it, and the other machine was faster.
tl::unexpected<Error> copied(store::Folder& folder, const seal::RecordPublicKey& key) {
  if (const auto noted = store::note_taken_key(folder, key); !noted) return tl::unexpected(noted.error());
  return fail(
      Errc::denied,
      "another kiosk there has this machine's keys: its disk is a copy of that one's. The kiosk makes itself keys "
      "of its own now: leave minbar-kiosk running for a minute, then type the same code again. If this machine "
      "is that kiosk and has lost its shared folder, ask for a new code of that kiosk instead");
}

tl::unexpected<Error> refused_code(const EnrolDoors& doors, const wire::ExchangeFailure& failure,
                                   const wire::EnrolRequest& request, const seal::EnrolKeys& keys) {
  const auto objection = wire::open_enrol_objection(failure.frame, request.request, keys);
  if (objection == wire::EnrolObjection::known_machine && !request.device)
    return copied(doors.folder, request.record_key);
  if (objection) return fail(Errc::denied, std::string(explain(*objection)));
  return fail(
      Errc::denied,
      "the collector does not take this code: it is mistyped, or it was used or replaced by a newer one, or has "
      "expired; ask for a new one");
}

tl::unexpected<Error> explain(const wire::ExchangeFailure& failure) {
  using wire::ExchangeError;
  switch (failure.error) {
    case ExchangeError::unavailable:
      return fail(Errc::unavailable, "The collector was tried too often: wait some minutes and try again.");
    case ExchangeError::gateway:
    case ExchangeError::not_ready:
      return fail(Errc::unavailable, std::string(sentence_on(outcome_of(failure.error))));
    case ExchangeError::rejected:
      return fail(Errc::unsupported_version, std::string(sentence_on(Outcome::rejected)));
    case ExchangeError::refused:
    case ExchangeError::too_large:
    case ExchangeError::not_ours:
      return fail(Errc::network, fmt::format("What answers there is not a collector (status {}): look at the address.",
                                             failure.status));
    default:
      return fail(Errc::network, std::string(sentence_on(outcome_of(failure.error))));
  }
}

// The collector has said that another machine is this kiosk, and minbar-kiosk has not begun a new one here yet.
Result<bool> waits_for_the_kiosk(store::Folder& folder, const store::Enrolment& known) {
  const auto refusal = TRY(store::refusal_in(folder, known.signing_key, known.device));
  return refusal && refusal->reason == wire::RefusalReason::two_machines &&
         TRY(store::anew_state(folder)) == store::Anew::no;
}

// Asks with the code and keeps the answer. `known`: what this machine is enrolled as.
Result<store::Enrolment> ask_with(EnrolDoors& doors, const CollectorUrl& url, const ReceiptCode& code,
                                  std::string_view agent_version, const std::optional<store::Enrolment>& known) {
  const auto record_key = TRY(store::record_key_of(doors.folder));
  if (!record_key)
    return fail(Errc::not_found, "the kiosk has made no record key yet: start minbar-kiosk once, then enrol");
  if (known && TRY(waits_for_the_kiosk(doors.folder, *known)))
    return fail(
        Errc::not_found,
        "two machines run as this kiosk, and this one is to be enrolled anew: start minbar-kiosk, which makes it "
        "a kiosk of its own, then give the code again");
  const auto keys = TRY(seal::derive_enrol_keys(code));
  const auto head = TRY(store::head_of(doors.folder));
  wire::EnrolRequest request{.request = {doors.random.array<16>()},
                             .lookup = keys.lookup,
                             .record_key = *record_key,
                             .transport_key = doors.key.public_key(),
                             .chain = head.chain,
                             .agent_version = std::string(agent_version)};
  if (known) request.device = known->device;
  request.anew = known && TRY(store::anew_state(doors.folder)) != store::Anew::no;
  request.origins = TRY(store::former_devices(doors.folder.database()));
  const auto answer = doors.exchange(TRY(wire::make_enrol_request(request, keys, doors.key)));
  if (!answer && answer.error().error == wire::ExchangeError::refused)
    return refused_code(doors, answer.error(), request, keys);
  if (!answer) return explain(answer.error());
  const auto reply = TRY(wire::open_enrol_reply(*answer, request.request, keys));
  if (known && reply.device != known->device && !request.anew)
    return fail(Errc::conflict, std::string(explain(wire::EnrolObjection::other_kiosk)));
  TRY(store::Carrier(doors.folder).keep_enrolment(reply, url.base, *record_key));
  const auto pinned = TRY(doors.folder.enrolment());
  ENSURE(pinned.has_value(), "what was pinned is there");
  log(LogEvent::enrolled, {{"device", LogId{to_hex(pinned->device.view())}}});
  return *pinned;
}

Result<ReceiptCode> code_of(std::string_view typed) {
  if (const auto code = parse_receipt_code(typed)) return *code;
  return fail(Errc::bad_input, "the enrolment code is mistyped: it has ten letters or digits and a check character");
}

}  // namespace

Result<seal::TransportKey> key_to_enrol(store::Folder& folder, const std::filesystem::path& file, Random& random) {
  if (TRY(store::anew_state(folder)) != store::Anew::kiosk_ready) return seal::TransportKey::load_or_make(file, random);
  auto key = seal::TransportKey::make(random);
  TRY(seal::replace_key(key, file));
  TRY(store::note_anew(folder, store::Anew::ready));
  log(LogEvent::transport_key_given_up);
  return key;
}

Result<store::Enrolment> enrol(EnrolDoors& doors, const CollectorUrl& url, std::string_view typed_code,
                               std::string_view agent_version) {
  const auto code = TRY(code_of(typed_code));
  if (TRY(doors.folder.enrolment()))
    return fail(Errc::conflict,
                "this kiosk is enrolled already: with a new code of it run minbar-sync re-enrol; for another collector "
                "README says how to enrol a kiosk anew and keep what waits");
  return ask_with(doors, url, code, agent_version, std::nullopt);
}

Result<store::Enrolment> re_enrol(EnrolDoors& doors, const CollectorUrl& url, std::string_view typed_code,
                                  std::string_view agent_version) {
  const auto code = TRY(code_of(typed_code));
  const auto known = TRY(doors.folder.enrolment());
  return ask_with(doors, url, code, agent_version, known);
}

}  // namespace minbar::agent
