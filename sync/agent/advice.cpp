#include "sync/agent/advice.h"

namespace minbar::agent {

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
      return "done";
    case Outcome::unreachable:
      return "unreachable";
    case Outcome::clock_wrong:
      return "clock_wrong";
    case Outcome::unavailable:
      return "unavailable";
    case Outcome::too_large:
      return "too_large";
    case Outcome::refused:
      return "refused";
    case Outcome::unproved:
      return "unproved";
    case Outcome::rejected:
      return "rejected";
    case Outcome::not_ours:
      return "not_ours";
    case Outcome::store:
      return "store";
    case Outcome::not_enrolled:
      return "not_enrolled";
    case Outcome::new_record_key:
      return "new_record_key";
  }
  return "store";
}

std::string_view advice_on(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
      return "Everything said here so far was delivered, or is on its way.";
    case Outcome::unreachable:
      return "The collector cannot be reached. Look at the network; records wait here safely meanwhile.";
    case Outcome::clock_wrong:
      return "This machine's clock is wrong, or the collector's certificate is over: it is not valid at the time that "
             "this machine believes. Set the clock (timedatectl); if it is right, tell whoever runs the collector. "
             "Records wait here safely.";
    case Outcome::unavailable:
      return "The collector asks to be left alone for a while. Nothing needs to be done.";
    case Outcome::too_large:
      return "The collector, or something before it, refuses even one record as too large. Raise its limit to 4 MiB.";
    case Outcome::refused:
      return "The collector takes nothing of this kiosk. Everything stays here. Ask a coordinator.";
    case Outcome::unproved:
      return "Something refuses this kiosk and is not proved to be the collector: a network that wants to be signed in "
             "to, or a collector of an older version that does not know this kiosk or has withdrawn it. Look at the "
             "network first, then ask a coordinator; records wait here safely.";
    case Outcome::rejected:
      return "The collector does not understand this program. Bring both to the same version; records wait here "
             "safely.";
    case Outcome::not_ours:
      return "Something answers that is not our collector: a sign-in page of the network, or a wrong address. Look "
             "there.";
    case Outcome::store:
      return "The kiosk's own database is in trouble. Look at the disk's space and at the folder's owner and mode.";
    case Outcome::not_enrolled:
      return "This kiosk is not enrolled. Get a code from a coordinator: minbar-sync enrol URL. If it was enrolled "
             "before and its shared folder is lost, ask for a new code of the same kiosk.";
    case Outcome::new_record_key:
      return "The kiosk's record.key was lost and made anew, and the collector does not know the new one. Everything "
             "stays here. Ask a coordinator for a new code of this kiosk and run minbar-sync re-enrol.";
  }
  return "";
}

std::string_view advice_on(wire::RefusalReason reason) {
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
