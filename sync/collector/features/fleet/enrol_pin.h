// What an enrolment writes: a machine's keys and chain become a kiosk's, for the first time or in the place of those it
// had. What was sealed and signed under the earlier ones still verifies. Runs inside the writer's transaction; who asks
// holds the code.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/hash.h"
#include "sync/wire/enrol.h"

namespace minbar::collector {

struct EnrolCode {
  DeviceId device{};  // for which it was made
  seal::MacKey mac_key{};
  bool used = false;
  bool expired = false;
};
// Nothing: there is none, or what made it worth something is gone.
[[nodiscard]] Result<std::optional<EnrolCode>> find_enrol_code(db::Database& database, const seal::EnrolLookup& lookup,
                                                               std::int64_t now_ms);

struct Enrolling {
  const EnrolCode& code;
  const wire::EnrolRequest& request;
  std::int64_t now_ms = 0;
  std::string_view address = {};  // the sender's, shortened: for the audit
};
struct Enrolled {
  DeviceId device{};                                // what the machine is from now on
  std::optional<wire::EnrolObjection> objection{};  // instead: why not; nothing was written
};
// The same machine with the same code again changes nothing and gets the same answer, since the first may be lost.
[[nodiscard]] Result<Enrolled> enrol_machine(db::Database& database, const Enrolling& asked);

}  // namespace minbar::collector
