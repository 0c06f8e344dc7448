#include "kiosk/trust_command.h"

#include <ostream>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/seal/fingerprint.h"
#include "sync/store/kiosk_store.h"

namespace minbar::kiosk {

namespace {

// As the agent's side opens it, which tells the folder nothing of this program's own bounds.
Result<std::optional<store::Enrolment>> shared_enrolment(const std::filesystem::path& data) {
  const SystemClock clock;
  SystemRandom random;
  auto store = TRY(store::KioskStore::open(data, store::Role::agent, clock, random, {.create = false}));
  return store.enrolment();
}

Result<int> accept(const TrustCommandOptions& options, const std::optional<store::Enrolment>& shared,
                   std::ostream& out) {
  if (!shared) return fail(Errc::not_found, "the shared folder names no collector: run minbar-sync enrol URL CODE");
  const auto pin = store::pin_of(*shared);
  const auto fingerprint = store::fingerprint_of(pin);
  if (!seal::is_fingerprint(options.accept, fingerprint))
    return fail(Errc::denied,
                fmt::format("the shared folder names {}, and not what was typed: compare it with the page on which the "
                            "coordinator got the enrolment code",
                            fingerprint));
  TRY(store::save_pin(options.keys, pin));
  log(Event::collector_pinned, {{"collector", LogId{to_hex(pin.collector.view())}}});
  store::ring(options.data, store::Role::kiosk);
  out << "pinned: " << fingerprint << "\nThis kiosk trusts that collector from now on.\n";
  return 0;
}

Result<int> look(const TrustCommandOptions& options, const std::optional<store::Enrolment>& shared, std::ostream& out) {
  const auto pinned = TRY(store::load_pin(options.keys));
  out << "pinned: " << (pinned ? store::fingerprint_of(*pinned) : "none") << '\n'
      << "shared: " << (shared ? store::fingerprint_of(store::pin_of(*shared)) : "none") << '\n';
  if (pinned && shared && store::same_enrolment(*pinned, store::pin_of(*shared))) {
    out << "Both name one collector.\n";
    return 0;
  }
  if (!pinned) {
    out << (shared ? "Nothing is pinned yet: minbar-kiosk pins what is shared when it starts.\n"
                   : "This kiosk is not enrolled: run minbar-sync enrol URL CODE.\n");
    return 1;
  }
  out << "The shared folder does not name the pinned collector. What citizens say goes on being sealed to the pinned\n"
         "one, and nothing is delivered to another that could be read there. If this kiosk was enrolled anew by "
         "people\n"
         "you know, compare the shared fingerprint with theirs and run: minbar-kiosk trust --accept FINGERPRINT\n"
         "Else somebody has written in that folder who should not: look at the user of minbar-sync.\n";
  return 1;
}

}  // namespace

Result<int> run_trust_command(const TrustCommandOptions& options, std::ostream& out) {
  if (options.data.empty() || options.keys.empty())
    return fail(Errc::bad_input, "say where things are kept: --data DIR (shared with minbar-sync) and --keys DIR");
  const auto shared = TRY(shared_enrolment(options.data));
  return options.accept.empty() ? look(options, shared, out) : accept(options, shared, out);
}

}  // namespace minbar::kiosk
