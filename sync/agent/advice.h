// What minbar-sync tells a person: what came of an attempt, what it means, and what to do. English, for operators;
// never anything a citizen said.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/agent/policy.h"
#include "sync/wire/refusal.h"

namespace minbar::agent {

// As it is noted in the shared folder and logged.
[[nodiscard]] std::string_view name_of(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome_named(std::string_view name);
// What happened, and what to do; then that records wait, where they do.
[[nodiscard]] std::string advice_on(Outcome outcome);
// The same of an enrolment that failed, for which nothing waits.
[[nodiscard]] std::string_view sentence_on(Outcome outcome);
// Of `minbar-sync once`; no two outcomes have one.
[[nodiscard]] int exit_status_of(Outcome outcome);
// Of an outcome `refused`: why, as the collector signed it.
[[nodiscard]] std::string advice_on(wire::RefusalReason reason);

}  // namespace minbar::agent
