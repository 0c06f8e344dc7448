// One exchange with the collector: take a batch out of the shared folder, send it, verify the answer, apply it.
// Whatever happens in between, the folder forgets nothing that no verified reply named.
#pragma once

#include <cstdint>
#include <string>

#include "sync/agent/policy.h"
#include "sync/base/limits.h"
#include "sync/seal/keys.h"
#include "sync/store/folder.h"
#include "sync/wire/exchange.h"

namespace minbar::agent {

struct Session {
  store::Folder& folder;
  const seal::TransportKey& key;
  const wire::Exchange& exchange;
  std::string agent_version;
  std::int64_t forget_after_days = limits::forget_after_days;  // store::Carrier, as the next
  std::int64_t settle_after_days = limits::settle_after_days;
};

// Of `refused` it is not known whose word it is: unproved.
[[nodiscard]] Outcome outcome_of(wire::ExchangeError error);

[[nodiscard]] Attempt exchange_once(Session& session, const store::RequestLimits& limits);

}  // namespace minbar::agent
