#include "kiosk/tools/trust_command.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <ostream>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/seal/fingerprint.h"
#include "sync/store/drafts.h"
#include "sync/store/folder.h"
#include "sync/store/kept_head.h"
#include "sync/store/standing.h"
#include "sync/store/succession/follow.h"

namespace minbar::kiosk {

namespace {

// What the folder shared with the agent says.
struct Shared {
  std::optional<store::Enrolment> enrolment;
  seal::ChainHead head;
  std::optional<store::CollectorPin> pin;  // as it is pinned when staff accepts it
};

// As the agent's side opens it, which tells the folder nothing of this program's own bounds.
Result<Shared> look_at_shared(const TrustCommandOptions& options) {
  const SystemClock clock;
  SystemRandom random;
  auto folder = TRY(store::Folder::open(options.data, store::Role::agent, clock, random, {.create = false}));
  Shared out;
  out.enrolment = TRY(folder.enrolment());
  out.head = TRY(store::head_of(folder));
  if (!out.enrolment) return out;
  out.pin = store::pin_of(*out.enrolment);
  const auto pinned = store::load_pin(options.keys);
  if (!pinned || !*pinned) return out;
  folder.trust(**pinned);
  out.pin = TRY(store::with_former(folder, **pinned, *std::move(out.pin)));
  return out;
}

// What another user writes there the kiosk could not read.
Result<void> must_own(const std::filesystem::path& keys) {
  struct stat info {};
  if (::stat(keys.c_str(), &info) != 0)
    return errno == EACCES
               ? fail(Errc::denied, fmt::format("{} is not this user's: run this as the kiosk's user", keys.string()))
               : fail(Errc::not_found, fmt::format("there is no folder {}: start minbar-kiosk once", keys.string()));
  if (info.st_uid == ::geteuid()) return {};
  const auto* user = ::getpwuid(info.st_uid);
  const auto name = user != nullptr ? std::string(user->pw_name) : fmt::format("#{}", info.st_uid);
  return fail(Errc::denied,
              fmt::format("{} belongs to the user {}: run this as that user (sudo -u '{}' minbar-kiosk trust ...)",
                          keys.string(), name, name));
}

// What was said since the last enrolment is sealed for the collector before, in the chain that this folder goes on
// with. The other collector would miss its beginning for ever.
Result<void> must_begin_a_chain(const TrustCommandOptions& options, const store::CollectorPin& pin,
                                const seal::ChainHead& head) {
  const auto kept = store::load_head(options.keys);
  if (!kept || !*kept || (*kept)->device == pin.device) return {};
  if ((*kept)->head.chain != head.chain || head.sequence == 0) return {};
  return fail(Errc::conflict,
              "records sealed for the collector before are in this folder, and another one could not follow their "
              "chain: README says how to enrol a kiosk anew and keep what waits");
}

// Records that the shared database does not have yet lie in the private folder, and can be read by nobody but the
// collector that was trusted when they were made.
void say_what_waits_for_another(const TrustCommandOptions& options, const store::CollectorPin& pin, std::ostream& out) {
  const auto others = store::drafts_for_others(options.keys, pin);
  if (others == 0) return;
  out << "Sealed for another collector than the pinned one, in " << (options.keys / "drafts").string() << ": " << others
      << ". They are kept, and go on when this kiosk trusts that collector again.\n";
}

Result<int> accept(const TrustCommandOptions& options, const Shared& shared, std::ostream& out) {
  if (!shared.enrolment)
    return fail(Errc::not_found, "the shared folder names no collector: run minbar-sync enrol URL");
  const auto& pin = *shared.pin;
  const auto fingerprint = store::fingerprint_of(pin);
  if (!seal::is_fingerprint(options.accept, fingerprint))
    return fail(Errc::denied,
                fmt::format("the shared folder names {}, and not what was typed: compare it with the page on which the "
                            "coordinator got the enrolment code",
                            fingerprint));
  TRY(must_begin_a_chain(options, pin, shared.head));
  TRY(store::save_pin(options.keys, pin));
  log(LogEvent::collector_pinned, {{"collector", LogId{to_hex(pin.collector.view())}}});
  store::ring(options.data, store::Role::kiosk);
  out << "pinned: " << fingerprint << "\nThis kiosk trusts that collector from now on.\n";
  say_what_waits_for_another(options, pin, out);
  return 0;
}

Result<int> look(const TrustCommandOptions& options, const Result<Shared>& folder, std::ostream& out) {
  const auto pinned = TRY(store::load_pin(options.keys));
  out << "pinned: " << (pinned ? store::fingerprint_of(*pinned) : "none") << '\n';
  if (pinned) say_what_waits_for_another(options, *pinned, out);
  if (!folder) return tl::unexpected(folder.error());
  const auto& shared = folder->enrolment;
  out << "shared: " << (shared ? store::fingerprint_of(store::pin_of(*shared)) : "none") << '\n';
  if (pinned && shared && store::same_enrolment(*pinned, store::pin_of(*shared))) {
    out << "Both name one collector.\n";
    if (!pinned->root_key && shared->root_key)
      out << "The shared folder has a root key too, by which this kiosk would follow new keys of its collector. If "
             "the\n"
             "shared fingerprint is the one that people you know tell you, run: minbar-kiosk trust --accept "
             "FINGERPRINT\n";
    return 0;
  }
  if (!pinned) {
    out << (shared ? "Nothing is pinned yet: minbar-kiosk pins what is shared when it starts.\n"
                   : "This kiosk is not enrolled: run minbar-sync enrol URL.\n");
    return 1;
  }
  out << "The shared folder does not name the pinned collector. What citizens say goes on being sealed to the pinned\n"
         "one, and waits here: it is not carried to another. If this kiosk was enrolled anew by people you know, stop\n"
         "it, compare the shared fingerprint with theirs and run: minbar-kiosk trust --accept FINGERPRINT\n"
         "Else somebody has written in that folder who should not: look at the user of minbar-sync.\n";
  return 1;
}

}  // namespace

Result<int> run_trust_command(const TrustCommandOptions& options, std::ostream& out) {
  if (options.data.empty() || options.keys.empty())
    return fail(Errc::bad_input, "say where things are kept: --data DIR (shared with minbar-sync) and --keys DIR");
  TRY(must_own(options.keys));
  const auto shared = look_at_shared(options);
  if (options.accept.empty()) return look(options, shared, out);
  if (!shared) return tl::unexpected(shared.error());
  return accept(options, *shared, out);
}

}  // namespace minbar::kiosk
