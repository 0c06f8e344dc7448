// What a proposal, and a petition that somebody wants to start, become in the inbox: each a row of a table of its own.
// Given to intake when the collector is wired.
#pragma once

#include "sync/collector/intake/deriver.h"

namespace minbar::collector {

[[nodiscard]] Deriver<Proposal> proposal_deriver();
[[nodiscard]] Deriver<PetitionStart> petition_start_deriver();

}  // namespace minbar::collector
