// Enrolment from the kiosk's side: turn the code a person brought into keys, ask, check the answer with the code, pin.
#pragma once

#include <filesystem>
#include <string_view>

#include "sync/agent/collector_url.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/store/folder.h"
#include "sync/wire/exchange.h"

namespace minbar::agent {

struct EnrolDoors {
  store::Folder& folder;
  const seal::TransportKey& key;
  const wire::Exchange& exchange;  // to wire::enrol_path
  Random& random;
};

// The agent's key as an enrolment needs it: a new one in its place where the kiosk has become one of its own since
// (store/anew.h), because the disk was copied and another machine has this one. Errors: the file's and the folder's.
[[nodiscard]] Result<seal::TransportKey> key_to_enrol(store::Folder& folder, const std::filesystem::path& file,
                                                      Random& random);

// Errors say what to do: bad_input (mistyped code), not_found (no record key yet: start minbar-kiosk once), denied (the
// collector does not take the code, with the one reason where it gives one; or the answer was not made with it),
// conflict (enrolled already), network, unavailable.
[[nodiscard]] Result<store::Enrolment> enrol(EnrolDoors& doors, const CollectorUrl& url, std::string_view typed_code,
                                             std::string_view agent_version);
// The same with a new code of the kiosk that this machine is, or was: its device id stays, and so does all that waits.
// Also where the shared folder was lost, so that nothing is enrolled here. After a disk was copied the code may be a
// new kiosk's, which this machine is from then on. Errors also: conflict (the code is another kiosk's, or the address
// leads to another collector; nothing was changed here).
[[nodiscard]] Result<store::Enrolment> re_enrol(EnrolDoors& doors, const CollectorUrl& url, std::string_view typed_code,
                                                std::string_view agent_version);

}  // namespace minbar::agent
