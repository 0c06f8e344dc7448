// What minbar-sync tells a person: what came of an attempt, what it means, and what to do. English, for operators;
// never anything a citizen said.
#pragma once

#include <string_view>

#include "sync/agent/policy.h"
#include "sync/wire/refusal.h"

namespace minbar::agent {

// As it is noted in the shared folder and logged.
[[nodiscard]] std::string_view name_of(Outcome outcome);
[[nodiscard]] std::string_view advice_on(Outcome outcome);
// Of an outcome `refused`: why, as the collector signed it.
[[nodiscard]] std::string_view advice_on(wire::RefusalReason reason);

}  // namespace minbar::agent
