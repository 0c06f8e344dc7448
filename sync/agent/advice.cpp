#include "sync/agent/advice.h"

#include <algorithm>
#include <array>

#include "sync/base/ensure.h"

namespace minbar::agent {

namespace {

struct Row {
  Outcome outcome;
  std::string_view name;
  int exit;
  std::string_view advice;  // what happened, and what to do
  bool waits = true;        // records, until it is done
};

// One table, so that no outcome has a name and no sentence, or shares its exit status with another.
constexpr std::array rows{
    Row{Outcome::done, "done", 0, "Everything said here so far was delivered, or is on its way.", false},
    Row{Outcome::unreachable, "unreachable", 75,
        "The line to the collector was cut, or what answers speaks no TLS. Look at the network."},
    Row{Outcome::no_name, "no_name", 80,
        "Nobody knows the name of the collector's address: there is no network, its name server does not answer, or "
        "the address is mistyped. Look at the cable or the Wi-Fi first, then at the name server (resolvectl)."},
    Row{Outcome::no_connection, "no_connection", 81,
        "The collector's address is known and nobody answers at it: the network ends before it, a firewall refuses, or "
        "the collector's server is down. Look whether another page opens from this network, then tell whoever runs the "
        "collector."},
    Row{Outcome::timed_out, "timed_out", 82,
        "The collector did not answer in time: the line is very slow, or something on the way drops what is sent. Look "
        "at the network."},
    Row{Outcome::untrusted, "untrusted", 83,
        "The certificate of what answers is of an authority that this machine does not trust. If the collector's "
        "certificate is of an authority of your own, give its file with --ca; else somebody stands between: look at "
        "the network, and do not go round it."},
    Row{Outcome::wrong_host, "wrong_host", 84,
        "The certificate of what answers is of another name than the collector's address: a sign-in page of the "
        "network, or an address that is not in the certificate. Look there, or tell whoever runs the collector."},
    Row{Outcome::no_authorities, "no_authorities", 93,
        "The file of authorities to trust cannot be read or holds no certificate: that of --ca, or without it the "
        "system's, which the package ca-certificates installs."},
    Row{Outcome::clock_wrong, "clock_wrong", 85,
        "This machine's clock is wrong, or the collector's certificate is over: it is not valid at the time that this "
        "machine believes. Set the clock (timedatectl); if it is right, tell whoever runs the collector."},
    Row{Outcome::unavailable, "unavailable", 88,
        "The collector asks to be left alone for a while. Nothing needs to be done."},
    Row{Outcome::gateway, "gateway", 89,
        "The server before the collector answers, and the collector behind it does not: it is down or being started. "
        "Tell whoever runs it if it lasts longer than some minutes."},
    Row{Outcome::not_ready, "not_ready", 90,
        "The collector answers that it can take nothing now: it is overloaded, its disk is full, or it is in trouble. "
        "Tell whoever runs it if it lasts longer than some minutes."},
    Row{Outcome::too_large, "too_large", 91,
        "The collector, or something before it, refuses even one record as too large. Raise its limit to 4 MiB."},
    Row{Outcome::refused, "refused", 77,
        "The collector takes nothing of this kiosk. Everything stays here. Ask a coordinator.", false},
    Row{Outcome::unproved, "unproved", 87,
        "Something refuses this kiosk and is not proved to be the collector: a network that wants to be signed in to, "
        "or a collector of an older version that does not know this kiosk or has withdrawn it. Look at the network "
        "first, then ask a coordinator."},
    Row{Outcome::rejected, "rejected", 92,
        "The collector does not understand this program. Bring both to the same version."},
    Row{Outcome::not_ours, "not_ours", 86,
        "Something answers that is not our collector: a sign-in page of the network, or a wrong address. Look there."},
    Row{Outcome::store, "store", 74,
        "The kiosk's own database is in trouble. Look at the disk's space and at the folder's owner and mode.", false},
    Row{Outcome::not_enrolled, "not_enrolled", 78,
        "This kiosk is not enrolled. Get a code from a coordinator: minbar-sync enrol URL. If it was enrolled before "
        "and its shared folder is lost, start minbar-kiosk: it comes back without a code. Only if it does not, ask for "
        "a new code of the same kiosk.",
        false},
    Row{Outcome::new_record_key, "new_record_key", 79,
        "The kiosk's record.key was lost and made anew, and the collector does not know the new one. Everything stays "
        "here. Ask a coordinator for a new code of this kiosk and run minbar-sync re-enrol.",
        false}};

const Row& row_of(Outcome outcome) {
  const auto* found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.outcome == outcome; });
  ENSURE(found != rows.end(), "every outcome has a row");
  return *found;
}

}  // namespace

std::string_view name_of(Outcome outcome) { return row_of(outcome).name; }
std::string_view sentence_on(Outcome outcome) { return row_of(outcome).advice; }
std::string advice_on(Outcome outcome) {
  const auto& row = row_of(outcome);
  return std::string(row.advice) + (row.waits ? " Records wait here safely meanwhile." : "");
}
int exit_status_of(Outcome outcome) { return row_of(outcome).exit; }

std::optional<Outcome> outcome_named(std::string_view name) {
  for (const auto& row : rows)
    if (row.name == name) return row.outcome;
  return std::nullopt;
}

std::string advice_on(wire::RefusalReason reason) {
  switch (reason) {
    case wire::RefusalReason::unknown_device:
      return "The collector does not know this kiosk's agent: transport.key was made anew, or the collector went back "
             "to a backup from before it was enrolled. Everything stays here. Ask a coordinator for a new code of this "
             "kiosk, or of a new kiosk at its place where the desk no longer has this one, and run minbar-sync "
             "re-enrol.";
    case wire::RefusalReason::revoked:
      return "The collector has withdrawn this kiosk. What waits stays here. If that was a mistake, ask a coordinator "
             "for a new code of this kiosk and run minbar-sync re-enrol.";
    case wire::RefusalReason::replaced_key:
      return "This kiosk was enrolled again with another transport key: another machine goes on in its place, or an "
             "older transport.key was put back here. If this machine is to go on, ask a coordinator for a new code of "
             "this kiosk and run minbar-sync re-enrol.";
    case wire::RefusalReason::wrong_key:
      return "The agent's key is another kiosk's: --data and --keys do not belong together. Give both of one kiosk.";
    case wire::RefusalReason::other_collector:
      return "The collector has the keys of this kiosk's centre and began a new database. Whoever runs it puts its "
             "backup back; everything stays here.";
    case wire::RefusalReason::two_machines:
      return "Two machines run as this kiosk: a disk was copied, and this machine is the one that is to be enrolled "
             "anew. "
             "Everything stays here and goes then. Ask a coordinator for a code of a new kiosk, or of this one if the "
             "other machine is to go, leave minbar-kiosk running, and run minbar-sync re-enrol.";
    case wire::RefusalReason::over_quota:
      return advice_on(Outcome::unavailable);
    case wire::RefusalReason::other:
      break;
  }
  return advice_on(Outcome::refused);
}

}  // namespace minbar::agent
